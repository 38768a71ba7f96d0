using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Cli.Runs;

/// <summary><c>[remote:]pool/volume[/snapshot]</c> on a command line.</summary>
/// <param name="Snapshot">Null: none is named.</param>
internal sealed record VolumeRef(VolumeAddress Volume, string? Snapshot)
{
    /// <exception cref="UsageException">It is none.</exception>
    public static VolumeRef Parse(string text, ConnectionDefaults defaults)
    {
        var (prefix, path) = RemotePrefix.Split(text);
        var parts = path.Split('/');
        if (parts.Length is not (2 or 3) || !VolumeAddress.IsName(parts[0]) || !VolumeAddress.IsName(parts[1]))
            throw new UsageException($"'{text}' names no volume", "write it as pool/volume, its snapshot as pool/volume/snapshot");
        var name = parts.Length == 3 ? parts[2] : null;
        if (name is not null && !SnapshotName.IsValid(name))
            throw new UsageException($"'{name}' in '{text}' is no snapshot name that Brine sends", $"use {SnapshotName.Rule}");
        var remote = prefix ?? defaults.Remote;
        return new VolumeRef(new VolumeAddress(remote, defaults.ProjectOn(remote), parts[0], parts[1]), name);
    }

    /// <exception cref="UsageException">It names no snapshot.</exception>
    public static (VolumeRef Reference, string Snapshot) Part(string text, ConnectionDefaults defaults) =>
        Parse(text, defaults) is { Snapshot: { } name } part ? (part, name)
            : throw new UsageException($"'{text}' names no snapshot", "write it as pool/volume/snapshot");

    /// <summary>The names that a declaration of this would have.</summary>
    public Origin Origin(string function) => new()
    {
        Id = Snapshot ?? Volume.Name,
        Function = "incus." + function,
        StateName = Snapshot ?? Volume.Name,
        ReturnName = Snapshot ?? Volume.Name,
    };
}
