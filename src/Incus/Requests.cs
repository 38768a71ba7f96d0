using Config = System.Collections.Generic.IReadOnlyDictionary<string, string>;
using Devices = System.Collections.Generic.IReadOnlyDictionary<
    string, System.Collections.Generic.IReadOnlyDictionary<string, string>>;

namespace Brine.Incus;

/// <summary>What a new instance is made from.</summary>
public sealed record InstanceSource
{
    /// <summary><c>image</c>, <c>copy</c> or <c>none</c>.</summary>
    public required string Type { get; init; }

    public string? Alias { get; init; }

    public string? Fingerprint { get; init; }

    /// <summary>An image server; null means this server's own images.</summary>
    public string? Server { get; init; }

    /// <summary><c>simplestreams</c> or <c>incus</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>For a copy: <c>instance</c> or <c>instance/snapshot</c>.</summary>
    public string? Source { get; init; }

    /// <summary>For a copy: the project of the source, if another.</summary>
    public string? Project { get; init; }

    /// <summary>For a copy of an instance: without its snapshots.</summary>
    public bool InstanceOnly { get; init; }

    public static InstanceSource None { get; } = new() { Type = "none" };

    public static InstanceSource OfAlias(string alias) => new() { Type = "image", Alias = alias };

    public static InstanceSource OfFingerprint(string fingerprint) =>
        new() { Type = "image", Fingerprint = fingerprint };

    public static InstanceSource CopyOf(string source) => new() { Type = "copy", Source = source };
}

/// <summary>A new instance. <see cref="Profiles"/> null means the server's default profile.</summary>
public sealed record InstanceCreate
{
    public required string Name { get; init; }

    public required InstanceSource Source { get; init; }

    /// <summary><c>container</c> or <c>virtual-machine</c>.</summary>
    public string Type { get; init; } = "container";

    public Config? Config { get; init; }

    public Devices? Devices { get; init; }

    public IReadOnlyList<string>? Profiles { get; init; }

    public bool Ephemeral { get; init; }

    public string? Description { get; init; }

    public bool Start { get; init; }

    /// <summary>Cluster member to place it on; null lets the cluster choose.</summary>
    public string? Target { get; init; }
}

/// <summary>Only what is not null changes; a null value inside removes that key or device.</summary>
public sealed record InstancePatch
{
    public IReadOnlyDictionary<string, string?>? Config { get; init; }

    public IReadOnlyDictionary<string, Config?>? Devices { get; init; }

    /// <summary>Replaces the whole list.</summary>
    public IReadOnlyList<string>? Profiles { get; init; }

    public string? Description { get; init; }
}

/// <summary>The whole of what may be written of an instance; what is absent is removed.</summary>
public sealed record InstanceReplacement
{
    public required string Architecture { get; init; }

    public required Config Config { get; init; }

    public required Devices Devices { get; init; }

    public required IReadOnlyList<string> Profiles { get; init; }

    public bool Ephemeral { get; init; }

    public string Description { get; init; } = "";

    public static InstanceReplacement Of(Instance instance) => new()
    {
        Architecture = instance.Architecture,
        Config = instance.Config,
        Devices = instance.Devices,
        Profiles = instance.Profiles,
        Ephemeral = instance.Ephemeral,
        Description = instance.Description,
    };
}

/// <summary>What may be done to an instance's power.</summary>
public enum StateChange
{
    Start,
    Stop,
    Freeze,
    Unfreeze,
    Restart,
}

/// <summary>Back to a snapshot. <see cref="DiskOnly"/> needs an API extension, which is checked.</summary>
public sealed record RestoreRequest
{
    public required string Snapshot { get; init; }

    public bool Stateful { get; init; }

    public bool DiskOnly { get; init; }
}

/// <summary>
/// A new snapshot. Neither <see cref="ExpiresAt"/> nor <see cref="NeverExpires"/>: it inherits the instance's
/// <c>snapshots.expiry</c>. Both is a programming error.
/// </summary>
public sealed record SnapshotCreate
{
    public required string Name { get; init; }

    public bool Stateful { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool NeverExpires { get; init; }

    /// <summary>One of a set: it does not wait for its place behind other changes.</summary>
    public bool IsAtOnce { get; init; }
}
