using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Doctor.Facts;

/// <summary>
/// Everything an examination may rest on. What is empty was asked for and is not there; what could not be asked is in
/// <see cref="Unasked"/>.
/// </summary>
public sealed record DoctorFacts
{
    /// <summary>By the server's clock, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The server's clock minus ours, good to a second.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Where the server's wall clock is; null: not known, since the API does not tell.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The project that is examined; null: all of them.</summary>
    public string? Project { get; init; } = "default";

    public bool Examines(string project) => Project is null || Project == project;

    /// <summary>False when instances were named: then others than those are left out.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>How printed commands name the server.</summary>
    public CommandStyle Commands { get; init; } = new();

    /// <summary>Names and globs that match no instance.</summary>
    public ImmutableArray<string> Unmatched { get; init; } = [];

    /// <summary>The instances examined, with their snapshots.</summary>
    public ImmutableSortedDictionary<InstanceAddress, Sighting> Instances { get; init; } =
        ImmutableSortedDictionary<InstanceAddress, Sighting>.Empty;

    /// <summary>Instances and profiles of all projects that can be seen, with their <c>snapshots.*</c> keys.</summary>
    public ImmutableArray<SettingsHolder> Holders { get; init; } = [];

    public ImmutableArray<PoolFacts> Pools { get; init; } = [];

    /// <summary>Empty outside a cluster.</summary>
    public ImmutableArray<MemberFacts> Members { get; init; } = [];

    public ImmutableArray<ProjectFacts> Projects { get; init; } = [];

    /// <summary>What is under way.</summary>
    public ImmutableArray<OperationFacts> Operations { get; init; } = [];

    /// <summary>Custom volumes of the pools and projects that examined instances have some of.</summary>
    public ImmutableArray<VolumeFacts> Volumes { get; init; } = [];

    /// <summary>What only the server's own machine shows; null: it is another one, or closed to us.</summary>
    public HostFacts? Host { get; init; }

    /// <summary>What runs of Brine that were killed left open, of this server.</summary>
    public ImmutableArray<Interruption> Interruptions { get; init; } = [];

    /// <summary>Declarations about this server that were given along.</summary>
    public ImmutableArray<DesiredEntry> Declared { get; init; } = [];

    public ImmutableArray<Unasked> Unasked { get; init; } = [];

    /// <summary>Those that could be read.</summary>
    public IEnumerable<(InstanceAddress At, ObservedInstance Instance)> Present => Instances
        .Where(i => i.Value is Sighting.Present).Select(i => (i.Key, ((Sighting.Present)i.Value).Instance));

    public PoolFacts? Pool(string? name) => Pools.FirstOrDefault(p => p.Name == name);

    /// <summary>The machine that holds the instance's data is the one we run on.</summary>
    public bool IsHere(ObservedInstance instance) =>
        Host is { } host && (instance.Location is "" or "none" || instance.Location == host.Member);
}
