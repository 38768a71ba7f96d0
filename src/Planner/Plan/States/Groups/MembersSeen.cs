using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan.States.Groups;

/// <summary>One member of a declared set as it was seen.</summary>
/// <param name="Snapshot">Of the set's name; null: it has none.</param>
internal sealed record MemberSeen(InstanceAddress At, ObservedInstance Instance, ObservedSnapshot? Snapshot)
{
    /// <summary>The set that the snapshot belongs to. Null: none.</summary>
    public SnapshotGroup? Set => Snapshot switch
    {
        null => null,
        { InThisRun: true } => new SnapshotGroup("in this run", []), // only when it is taken does it get its mark
        var snapshot => SnapshotGroup.Of(snapshot, At),
    };
}

/// <summary>All members of a declared set: looked at together, before anything is decided.</summary>
internal sealed record MembersSeen(ImmutableArray<MemberSeen> All, ImmutableArray<InstanceAddress> Missing)
{
    public IEnumerable<MemberSeen> Having => All.Where(m => m.Snapshot is not null);

    public IEnumerable<MemberSeen> Lacking => All.Where(m => m.Snapshot is null);

    /// <summary>What a saved plan is held against.</summary>
    public ImmutableArray<Fact> Facts(string name) =>
    [
        .. All.Select(m => new Fact($"{m.At}/{name}", "created", m.Snapshot is { } s ? RestoreFacts.Created(s) : "no")),
        .. Missing.Select(m => new Fact($"{m}/{name}", "created", "no instance")),
    ];

    /// <summary>The members; or why they cannot be told, all reasons together.</summary>
    public static (MembersSeen Seen, string? Refusal) Of(GroupEntry entry, ObservedState observed)
    {
        var reasons = entry.Chosen.Problems.ToList();
        if (entry.Instances.IsEmpty && reasons.Count == 0)
            reasons.Add($"no instance matches {entry.Label}");
        var seen = ImmutableArray.CreateBuilder<MemberSeen>();
        var missing = ImmutableArray.CreateBuilder<InstanceAddress>();
        foreach (var at in entry.Instances)
            switch (observed.At(at))
            {
                case Sighting.Present { Instance: var instance }:
                    seen.Add(new MemberSeen(at, instance, instance.Snapshots.GetValueOrDefault(entry.Name)));
                    break;
                case Sighting.Missing:
                    missing.Add(at);
                    break;
            }

        reasons.AddRange(Unexamined.Of(entry.Instances, observed));

        return (new MembersSeen(seen.ToImmutable(), missing.ToImmutable()), reasons.Count == 0 ? null : string.Join("; ", reasons));
    }

    public string? MissingText => Missing.IsEmpty ? null : string.Join("; ", Missing.Select(m => $"Instance {Words[m]} does not exist"));

    public MemberWords Words { get; } = MemberWords.Of(All.Select(m => m.At).Concat(Missing));

    public string Named(IEnumerable<MemberSeen> members) => Words.List(members.Select(m => m.At));
}
