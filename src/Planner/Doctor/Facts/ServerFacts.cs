using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Doctor.Facts;

/// <summary>A storage pool.</summary>
/// <param name="Status">As Incus spells it: <c>Created</c> when all is well.</param>
/// <param name="Config">Empty when it is hidden from us.</param>
/// <param name="Fills">How full it is, for each member that answered.</param>
/// <param name="IsReadOnly">Mounted read-only here; null: cannot be seen.</param>
public sealed record PoolFacts(
    string Name, string Driver, string Status, ImmutableSortedDictionary<string, string> Config,
    ImmutableArray<PoolFill> Fills, bool? IsReadOnly = null);

/// <param name="Member">Null outside a cluster, and for a pool that its members share.</param>
/// <param name="Used">Bytes, as all of these; a total of 0: the driver does not tell.</param>
public sealed record PoolFill(string? Member, long Used, long Total, long InodesUsed, long InodesTotal)
{
    /// <summary>
    /// What can still be written, where that can be seen and is less than the difference: btrfs sets room aside for itself
    /// and is full at 71 % of a small pool (tried). Null: not seen.
    /// </summary>
    public long? Free { get; init; }

    /// <summary>As <c>df</c> counts it.</summary>
    public long Usable => Free is { } free ? Used + free : Total;
}

/// <param name="Status"><c>Online</c>, <c>Offline</c>, <c>Evacuated</c>, <c>Blocked</c>.</param>
/// <param name="Message">Incus's words.</param>
public sealed record MemberFacts(string Name, string Status, string Message);

public sealed record ProjectFacts(string Name, ImmutableSortedDictionary<string, string> Config)
{
    /// <summary>Restricted, and snapshots not allowed again: they are blocked unless that is said.</summary>
    public bool BlocksSnapshots =>
        Truth.Of(Config.GetValueOrDefault("restricted")) && Config.GetValueOrDefault("restricted.snapshots") != "allow";
}

/// <summary>Work that has not ended.</summary>
/// <param name="Description">Incus's own.</param>
public sealed record OperationFacts(
    string Id, string Description, DateTimeOffset CreatedAt, ImmutableArray<InstanceAddress> Instances);

/// <summary>A custom volume as a project sees it.</summary>
/// <param name="Schedule">Its own <c>snapshots.schedule</c>; empty for none.</param>
public sealed record VolumeFacts(string Project, string Pool, string Name, int Snapshots, string Schedule);

/// <summary>Whoever holds <c>snapshots.*</c> keys: an instance or a profile, of any project.</summary>
/// <param name="Keys">Its own <c>snapshots.*</c>.</param>
/// <param name="Expanded">An instance's with those of its profiles; empty for a profile.</param>
/// <param name="Profiles">An instance's; empty for a profile.</param>
/// <param name="ProfileProject">The project whose profiles it uses, or that the profile is of.</param>
public sealed record SettingsHolder(
    string Remote, string Project, string Name, bool IsProfile, ImmutableSortedDictionary<string, string> Keys,
    ImmutableSortedDictionary<string, string> Expanded, ImmutableArray<string> Profiles, string ProfileProject);

/// <summary>What could not be asked, and so which checks say nothing.</summary>
/// <param name="Checks">Their names.</param>
/// <param name="Of">What it is about, such as <c>pool btr</c>; null: all of them.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record Unasked(ImmutableArray<string> Checks, string? Of, string Reason);
