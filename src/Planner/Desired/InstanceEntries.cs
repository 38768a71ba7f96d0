using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;

namespace Brine.Planner.Desired;

/// <param name="Source">Needed to create; null: the instance must be there already.</param>
/// <param name="Type">Null: not declared; new instances are containers.</param>
/// <param name="Config">Declared keys only, as Incus stores them; others are left alone.</param>
/// <param name="Devices">Declared devices and properties only.</param>
/// <param name="Profiles">Null: not declared.</param>
/// <param name="Ephemeral">Null: not declared; new instances are not.</param>
public sealed record InstancePresent(
    Origin Origin, InstanceAddress Instance, string Label, InstanceSource? Source, string? Type,
    ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices,
    ImmutableArray<string>? Profiles, bool? Ephemeral) : InstanceEntry(Origin, Instance, Label)
{
    [JsonIgnore]
    public override ImmutableArray<InstanceAddress> Sources => Source?.CopiedFrom(Instance) is { } copied ? [copied.Instance] : [];
}

/// <summary>One-off <c>clone</c>: an instance that is there already is an error.</summary>
/// <param name="Source">Of kind <c>copy</c>.</param>
/// <param name="HasNoNetwork">Without network devices, those of profiles too.</param>
/// <param name="Pool">Of its root disk. Null: the source's.</param>
/// <param name="Description">Null: the source's.</param>
public sealed record InstanceCloned(
    Origin Origin, InstanceAddress Instance, string Label, InstanceSource Source, bool Start, bool HasNoNetwork, string? Pool,
    string? Description) : InstanceEntry(Origin, Instance, Label)
{
    /// <summary>The cluster member to make it on. Null: the server chooses.</summary>
    public string? Member { get; init; }

    [JsonIgnore]
    public override ImmutableArray<InstanceAddress> Sources => Source.CopiedFrom(Instance) is { } copied ? [copied.Instance] : [];
}

/// <param name="Kind"><c>image</c>, <c>copy</c> or <c>none</c>.</param>
/// <param name="Copy">For <c>copy</c>: <c>instance</c> or <c>instance/snapshot</c>.</param>
public sealed record InstanceSource(
    string Kind, string? Alias = null, string? Fingerprint = null, string? Server = null, string? Protocol = null,
    string? Copy = null, string? Project = null)
{
    /// <summary>What a copy that becomes <paramref name="made"/> is made of: an instance, or its snapshot. Null: it is no copy.</summary>
    public (InstanceAddress Instance, string? Snapshot)? CopiedFrom(InstanceAddress made)
    {
        if (Kind != "copy" || Copy is null)
            return null;
        var slash = Copy.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? Copy : Copy[..slash];
        return (made with { Project = Project ?? made.Project, Name = name }, slash < 0 ? null : Copy[(slash + 1)..]);
    }
}

public sealed record InstanceAbsent(Origin Origin, InstanceAddress Instance, string Label, bool Force)
    : InstanceEntry(Origin, Instance, Label);

/// <param name="ReadyWithin">Null: not waited for. Otherwise the agent (VM) or the processes (container) must answer in this time.</param>
public sealed record InstanceRunning(Origin Origin, InstanceAddress Instance, string Label, TimeSpan? ReadyWithin)
    : InstanceEntry(Origin, Instance, Label);

public sealed record InstanceStopped(Origin Origin, InstanceAddress Instance, string Label, bool Force)
    : InstanceEntry(Origin, Instance, Label);
