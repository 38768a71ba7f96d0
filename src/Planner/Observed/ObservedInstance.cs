using System.Collections.Immutable;

namespace Brine.Planner.Observed;

/// <summary>One instance as the server showed it, with its snapshots by name.</summary>
public sealed record ObservedInstance
{
    public required string Name { get; init; }

    /// <summary><c>container</c> or <c>virtual-machine</c>.</summary>
    public string Type { get; init; } = "container";

    /// <summary><c>Running</c>, <c>Stopped</c>, <c>Frozen</c> and so on, as Incus spells it.</summary>
    public string Status { get; init; } = "Stopped";

    public string Description { get; init; } = "";

    public bool Ephemeral { get; init; }

    /// <summary>Cluster member; empty or <c>none</c> on a single server.</summary>
    public string Location { get; init; } = "";

    /// <summary>Null: not told.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last started. Null: never, or not told.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public ImmutableSortedDictionary<string, string> Config { get; init; } = Maps.Text;

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices { get; init; } = Maps.Devices;

    public ImmutableArray<string> Profiles { get; init; } = [];

    public ImmutableSortedDictionary<string, string> ExpandedConfig { get; init; } = Maps.Text;

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> ExpandedDevices { get; init; } = Maps.Devices;

    public ImmutableSortedDictionary<string, ObservedSnapshot> Snapshots { get; init; } =
        ImmutableSortedDictionary.Create<string, ObservedSnapshot>(StringComparer.Ordinal);

    /// <summary>The pool of the root disk. Null: not read (no declaration needs it) or not readable.</summary>
    public ObservedPool? Pool { get; init; }

    /// <summary>
    /// Description of the instance's own storage volume, which the next snapshot inherits (facts/incus-api.md §2).
    /// Null: not read.
    /// </summary>
    public string? VolumeDescription { get; init; }

    /// <summary>The cluster member it is on; null: the server is no cluster.</summary>
    public string? Member => Location is "" or "none" ? null : Location;

    public bool IsContainer => Type != "virtual-machine";

    public bool IsRunning => Status == "Running";

    public bool IsFrozen => MeansFrozen(Status);

    /// <summary>
    /// Nothing in it runs. A daemon that died over a freeze leaves <c>Freezing</c> for ever, and all of it stands still (6.0.4).
    /// </summary>
    public static bool MeansFrozen(string status) => status is "Frozen" or "Freezing";

    /// <summary>Changes with each restore and with nothing else (facts/incus-api.md §13): the witness of restores.</summary>
    public string Generation => Config.GetValueOrDefault("volatile.uuid.generation", "");
}
