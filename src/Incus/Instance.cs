using System.Collections.Immutable;
using Config = System.Collections.Generic.IReadOnlyDictionary<string, string>;
using Devices = System.Collections.Generic.IReadOnlyDictionary<
    string, System.Collections.Generic.IReadOnlyDictionary<string, string>>;

namespace Brine.Incus;

/// <summary>How much of each instance a list holds.</summary>
public enum InstanceDetail
{
    /// <summary>No snapshots, no state. Cheap.</summary>
    Basic,

    /// <summary>With snapshots; the server renders about 7 ms per instance.</summary>
    Full,
}

/// <summary>An instance as the server describes it. Its collections are equal by reference only.</summary>
public sealed record Instance
{
    public required string Name { get; init; }

    public string Project { get; init; } = "default";

    /// <summary><c>container</c> or <c>virtual-machine</c>.</summary>
    public string Type { get; init; } = "container";

    /// <summary><c>Running</c>, <c>Stopped</c>, <c>Frozen</c>, <c>Error</c>…</summary>
    public string Status { get; init; } = "";

    public int StatusCode { get; init; }

    public string Description { get; init; } = "";

    public string Architecture { get; init; } = "";

    public bool Ephemeral { get; init; }

    /// <summary>Cluster member; <c>none</c> on a single server.</summary>
    public string Location { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last started. Null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public Config Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Devices Devices { get; init; } = ImmutableDictionary<string, Config>.Empty;

    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>Config with the profiles' applied.</summary>
    public Config ExpandedConfig { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Devices ExpandedDevices { get; init; } = ImmutableDictionary<string, Config>.Empty;

    /// <summary>
    /// Null when the server sent null: none, not asked for, or, if <see cref="IsUnknown"/>, not known.
    /// </summary>
    public ImmutableArray<InstanceSnapshot>? Snapshots { get; init; }

    /// <summary>Set by the single reads; null in lists.</summary>
    public string? ETag { get; init; }

    /// <summary>The cluster member does not answer: nothing but name and location can be believed.</summary>
    public bool IsUnknown => Status == "Error";
}

/// <summary>One snapshot of an instance. Equality is by reference of its collections.</summary>
public sealed record InstanceSnapshot
{
    /// <summary>Without the instance's name.</summary>
    public required string Name { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool Stateful { get; init; }

    /// <summary>The instance's description at that time (6.0.6 on), not its own: see <see cref="Volumes"/>.</summary>
    public string? Description { get; init; }

    public Config Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Devices Devices { get; init; } = ImmutableDictionary<string, Config>.Empty;

    public ImmutableArray<string> Profiles { get; init; } = [];

    public Config ExpandedConfig { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Devices ExpandedDevices { get; init; } = ImmutableDictionary<string, Config>.Empty;

    public bool Ephemeral { get; init; }

    /// <summary>Bytes; -1 when the server does not know.</summary>
    public long Size { get; init; } = -1;
}

/// <summary>The running side of an instance.</summary>
public sealed record InstanceState
{
    public string Status { get; init; } = "";

    public int StatusCode { get; init; }

    /// <summary>-1 for a VM whose agent does not answer.</summary>
    public int Processes { get; init; }

    public int Pid { get; init; }
}
