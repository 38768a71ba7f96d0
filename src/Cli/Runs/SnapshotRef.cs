using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Salt.States;

namespace Brine.Cli.Runs;

/// <summary><c>[remote:]instance/snapshot</c> on a command line.</summary>
internal sealed record SnapshotRef(InstanceAddress Instance, string Snapshot, string Written)
{
    /// <summary>The instance as the user wrote it.</summary>
    public string Label => Written[..Written.IndexOf('/', StringComparison.Ordinal)];

    /// <param name="mayBeWild">Names that Brine would not make, but that may be on a server.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static SnapshotRef Parse(string text, ConnectionDefaults defaults, bool mayBeWild = false)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            throw new UsageException($"'{text}' names no snapshot", "write it as instance/snapshot");
        var name = text[(slash + 1)..];
        if (mayBeWild ? name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal)
            : !SnapshotName.IsValid(name))
            throw new UsageException($"'{name}' in '{text}' is no snapshot name that Brine sends",
                $"use {SnapshotName.Rule}");
        return new SnapshotRef(Address(text[..slash], defaults), name, text);
    }

    /// <summary><c>instance/snapshot</c>, or the instance alone (then the snapshot is null).</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static (InstanceAddress Instance, string? Snapshot) WholeOrPart(string text, ConnectionDefaults defaults)
    {
        if (!text.Contains('/', StringComparison.Ordinal))
            return (Address(text, defaults), null);
        var part = Parse(text, defaults, mayBeWild: true);
        return (part.Instance, part.Snapshot);
    }

    /// <exception cref="UsageException">It is no instance's name.</exception>
    public static InstanceAddress Address(string text, ConnectionDefaults defaults)
    {
        var (prefix, name) = RemotePrefix.Split(text);
        var remote = prefix ?? defaults.Remote;
        if (Glob.IsGlob(remote))
            throw new UsageException($"'{text}' may be on several servers", "name one of them");
        return InstanceName.IsValid(name) ? new InstanceAddress(remote, defaults.ProjectOn(remote), name)
            : throw new UsageException($"'{name}' is no instance name", $"use {InstanceName.Rule}");
    }

    /// <summary>The names that a declaration of this would have.</summary>
    public Origin Origin(string function) => new()
    {
        Id = Snapshot,
        Function = "incus." + function,
        StateName = Snapshot,
        ReturnName = $"{Label}/{Snapshot}",
    };
}
