using System.Collections;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Brine.Salt;
using Brine.Salt.Yaml;

namespace Brine.Converge.Read;

/// <summary>The machine that templates are rendered on: runs commands, shows files, knows its grains.</summary>
public sealed class MinionHost : ISaltHost
{
    /// <summary>For commands that name no timeout of their own.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);

    /// <summary>A file that a template reads; larger ones are no text for a template.</summary>
    public const long LargestFile = 16L << 20;

    private readonly string _id;
    private readonly TimeProvider _time;
    private readonly Lazy<ImmutableSortedDictionary<string, YamlNode>> _grains;

    /// <param name="id">The minion's id, as <c>--id</c> gives it.</param>
    public MinionHost(string id, TimeProvider time)
    {
        (_id, _time) = (id, time);
        Now = time.GetLocalNow();
        _grains = new Lazy<ImmutableSortedDictionary<string, YamlNode>>(() => HostGrains.Read(_id)
            .SetItems((MoreGrains?.Entries ?? []).Select(grain => KeyValuePair.Create(grain.Key.Text, grain.Value))));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, YamlNode> Grains => _grains.Value;

    /// <summary>Grains of the minion's configuration; they go over the host's.</summary>
    public YamlMap? MoreGrains { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset Now { get; }

    /// <inheritdoc/>
    public IIncusFacts? Incus { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Variables { get; } = Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToImmutableSortedDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal);

    /// <inheritdoc/>
    public CommandOutcome Run(CommandRequest request, CancellationToken token) =>
        HostCommand.Run(request, _time, token);

    /// <inheritdoc/>
    public HostEntry? Look(string path)
    {
        try
        {
            FileSystemInfo found = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            var link = found.LinkTarget;
            var real = link is null ? found : found.ResolveLinkTarget(returnFinalTarget: true);
            if (real is not { Exists: true })
                return link is null ? null : new HostEntry(IsFile: false, LinkTarget: link);
            var isFile = real is FileInfo && !real.Attributes.HasFlag(FileAttributes.Device);
            const UnixFileMode anybody = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            return new HostEntry(isFile, real is DirectoryInfo, (real.UnixFileMode & anybody) != UnixFileMode.None,
                real is FileInfo file ? file.Length : 0, link);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // what may not be seen is as good as not there, to Salt too
        }
    }

    /// <inheritdoc/>
    public byte[] Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                throw new IOException($"it has more than the {LargestFile >> 20} MiB that a template may read");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SaltHostException($"cannot read '{path}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SaltHostException($"cannot read '{folder}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public byte[] Random(int count) => RandomNumberGenerator.GetBytes(count);
}
