using System.Collections.Immutable;
using System.Text.Json;

namespace Brine.Converge.Files;

/// <summary>
/// How far the owners on the disk are shifted against those that the instance sees. Where the kernel can map them at the
/// mount, as it can on btrfs and ext4, they are not.
/// </summary>
internal sealed class IdShift
{
    private readonly ImmutableArray<(bool User, bool Group, uint Outside, uint Inside, uint Count)> _ranges;

    private IdShift(ImmutableArray<(bool User, bool Group, uint Outside, uint Inside, uint Count)> ranges) => _ranges = ranges;

    /// <param name="config">Of the instance, or of the snapshot: it says how its own files are.</param>
    public static IdShift Of(IReadOnlyDictionary<string, string> config)
    {
        if (!config.TryGetValue("volatile.last_state.idmap", out var text) || text.Length == 0)
            return new IdShift([]);
        try
        {
            using var map = JsonDocument.Parse(text);
            return map.RootElement.ValueKind != JsonValueKind.Array ? new IdShift([])
                : new IdShift([.. map.RootElement.EnumerateArray().Select(e => (e.GetProperty("Isuid").GetBoolean(), e.GetProperty("Isgid").GetBoolean(),
                    e.GetProperty("Hostid").GetUInt32(), e.GetProperty("Nsid").GetUInt32(), e.GetProperty("Maprange").GetUInt32()))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new IdShift([]); // then they are compared as they are on the disk
        }
    }

    public uint User(uint outside) => Inside(outside, isUser: true);

    public uint Group(uint outside) => Inside(outside, isUser: false);

    private uint Inside(uint id, bool isUser)
    {
        foreach (var range in _ranges)
            if ((isUser ? range.User : range.Group) && id >= range.Outside && id - range.Outside < range.Count)
                return id - range.Outside + range.Inside;
        return id;
    }
}
