using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan;

/// <summary>One change on a server. The set is closed: the runner has one method for each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CreateSnapshot), "create-snapshot")]
[JsonDerivedType(typeof(DeleteSnapshot), "delete-snapshot")]
[JsonDerivedType(typeof(SetSnapshotExpiry), "set-expiry")]
[JsonDerivedType(typeof(SetSnapshotDescription), "set-description")]
[JsonDerivedType(typeof(PinSnapshot), "pin-snapshot")]
[JsonDerivedType(typeof(RenameSnapshot), "rename-snapshot")]
[JsonDerivedType(typeof(RestoreSnapshot), "restore-snapshot")]
[JsonDerivedType(typeof(RecordRestore), "record-restore")]
[JsonDerivedType(typeof(PublishSnapshot), "publish-snapshot")]
[JsonDerivedType(typeof(DrillSnapshot), "drill-snapshot")]
[JsonDerivedType(typeof(PointAlias), "point-alias")]
[JsonDerivedType(typeof(UpdateImage), "update-image")]
[JsonDerivedType(typeof(TakeGroup), "take-group")]
[JsonDerivedType(typeof(DeleteGroup), "delete-group")]
[JsonDerivedType(typeof(RestoreGroup), "restore-group")]
[JsonDerivedType(typeof(CreateInstance), "create-instance")]
[JsonDerivedType(typeof(UpdateInstance), "update-instance")]
[JsonDerivedType(typeof(DeleteInstance), "delete-instance")]
[JsonDerivedType(typeof(SetPower), "set-power")]
[JsonDerivedType(typeof(AwaitReady), "await-ready")]
[JsonDerivedType(typeof(CreateVolumeSnapshot), "create-volume-snapshot")]
[JsonDerivedType(typeof(DeleteVolumeSnapshot), "delete-volume-snapshot")]
[JsonDerivedType(typeof(SetVolumeSnapshotExpiry), "set-volume-snapshot-expiry")]
[JsonDerivedType(typeof(SetVolumeSnapshotDescription), "set-volume-snapshot-description")]
[JsonDerivedType(typeof(RestoreVolume), "restore-volume")]
public abstract record PlanStep
{
    /// <summary>What it works on.</summary>
    [JsonIgnore]
    public abstract Lane Lane { get; }

    /// <summary>The same for people.</summary>
    [JsonIgnore]
    public abstract string Place { get; }

    /// <summary>What this step alone adds to Salt's <c>changes</c>; reported as soon as it is done, also if a later step fails.</summary>
    public ImmutableArray<Change> Changes { get; init; } = [];

    /// <summary>Why this step, in a few words; shown in the plan.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The first words of the comment when this step fails, where they differ from the entry's. Null: they do not.</summary>
    public string? FailedComment { get; init; }

    /// <summary>
    /// It neither needs the steps of its kind beside it nor hinders them: they go on when it fails, and those of other
    /// instances are under way at the same time.
    /// </summary>
    public bool IsIndependent { get; init; }

    /// <summary>What a step of several instances does to each of them; itself, where it is of one.</summary>
    [JsonIgnore]
    public virtual IEnumerable<PlanStep> Parts => [this];
}

/// <summary>A change of one instance.</summary>
public abstract record InstanceStep(InstanceAddress Instance) : PlanStep
{
    [JsonIgnore]
    public override Lane Lane => Lane.Of(Instance);

    [JsonIgnore]
    public override string Place => Instance.ToString();
}

/// <param name="Expires">Resolved by the runner at the moment of creation, on the server's clock.</param>
/// <param name="Description">Text with trailers; empty for none.</param>
public sealed record CreateSnapshot(
    InstanceAddress Instance, string Name, bool Stateful, Expiry Expires, string Description, DescriptionHome Home)
    : InstanceStep(Instance);

/// <summary>How the description of a new snapshot gets to the server (facts/incus-api.md §2).</summary>
public enum DescriptionHome
{
    /// <summary>Nothing to send: none declared, and none would be inherited.</summary>
    None,

    /// <summary>The storage volume snapshot's own description, set right after creation.</summary>
    Volume,

    /// <summary>A config key that is on the instance just while the snapshot is taken; for clients that may not edit storage.</summary>
    ConfigKey,
}

/// <param name="CreatedAt">The snapshot that was observed; another one of that name is not deleted. Null: taken in this run.</param>
public sealed record DeleteSnapshot(InstanceAddress Instance, string Name, DateTimeOffset? CreatedAt) : InstanceStep(Instance);

/// <param name="ExpiresAt">Null: never.</param>
public sealed record SetSnapshotExpiry(InstanceAddress Instance, string Name, DateTimeOffset? ExpiresAt) : InstanceStep(Instance);

public sealed record SetSnapshotDescription(InstanceAddress Instance, string Name, string Description) : InstanceStep(Instance);

/// <param name="Description">Text and trailers as they shall be, the pin among them or no more.</param>
/// <param name="Pin">Null: it is taken off.</param>
public sealed record PinSnapshot(InstanceAddress Instance, string Name, string Description, SnapshotPin? Pin) : InstanceStep(Instance);

public sealed record RenameSnapshot(InstanceAddress Instance, string Name, string NewName) : InstanceStep(Instance);

/// <param name="CreatedAt">The snapshot that was observed; the restore is refused if another one bears the name now. Null: taken in this run.</param>
/// <param name="TakeSafetySnapshot">Take <c>before-restore-{UTC}</c> first, with a 7 d expiry.</param>
/// <param name="ExistingSafetySnapshot">One that an interrupted run took for this restore; then none is taken.</param>
/// <param name="StatusBefore">Put back if the restore fails.</param>
public sealed record RestoreSnapshot(
    InstanceAddress Instance, string Name, DateTimeOffset? CreatedAt, bool Stateful, bool DiskOnly, string? Trigger,
    bool TakeSafetySnapshot, string? ExistingSafetySnapshot, string StatusBefore) : InstanceStep(Instance)
{
    /// <summary>What the restore destroys or reverts, a line each, for the reader of the plan.</summary>
    public ImmutableArray<string> Losses { get; init; } = [];
}

/// <summary>Writes the ledger entry of a restore that an interrupted run did carry out.</summary>
public sealed record RecordRestore(InstanceAddress Instance, string Name, DateTimeOffset CreatedAt, string? Trigger)
    : InstanceStep(Instance);

/// <summary>Makes an image, then lets the alias point at it; the fingerprint is known only then.</summary>
/// <param name="CreatedAt">The snapshot that was observed. Null: taken in this run.</param>
/// <param name="OldFingerprint">What the alias points at before. Null: there is no such alias.</param>
public sealed record PublishSnapshot(
    InstanceAddress Instance, string Name, DateTimeOffset? CreatedAt, string Alias, string? OldFingerprint, bool IsPublic,
    ImmutableSortedDictionary<string, string> Properties, string? Compression) : InstanceStep(Instance);

/// <param name="From">What the alias points at before. Null: there is no such alias.</param>
public sealed record PointAlias(InstanceAddress Instance, string Alias, string? From, string To) : InstanceStep(Instance);

/// <param name="IsPublic">Null: as it is.</param>
/// <param name="Properties">To be added or changed.</param>
public sealed record UpdateImage(
    InstanceAddress Instance, string Fingerprint, bool? IsPublic, ImmutableSortedDictionary<string, string> Properties) : InstanceStep(Instance);

public sealed record CreateInstance(
    InstanceAddress Instance, InstanceSource Source, string Type, ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices,
    ImmutableArray<string>? Profiles, bool Ephemeral) : InstanceStep(Instance)
{
    /// <summary>Null: none is sent.</summary>
    public string? Description { get; init; }

    /// <summary>The cluster member to make it on. Null: the server chooses.</summary>
    public string? Member { get; init; }

    /// <summary>A copy of an instance without its snapshots.</summary>
    public bool WithoutSnapshots { get; init; }

    /// <summary>It must have no network when it is there; it is looked at before anything starts it.</summary>
    public bool HasNoNetwork { get; init; }
}

/// <param name="Config">Keys to set; the empty text removes the key.</param>
/// <param name="Devices">Whole devices as they shall be (Incus replaces a device by name).</param>
public sealed record UpdateInstance(
    InstanceAddress Instance, ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices,
    ImmutableArray<string>? Profiles, bool? Ephemeral) : InstanceStep(Instance);

public sealed record DeleteInstance(InstanceAddress Instance) : InstanceStep(Instance);

public sealed record SetPower(InstanceAddress Instance, PowerAction Action, bool Force) : InstanceStep(Instance);

public enum PowerAction
{
    Start,
    Stop,
    Freeze,
    Thaw,
}

public sealed record AwaitReady(InstanceAddress Instance, TimeSpan Within) : InstanceStep(Instance);
