using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States.Drills;

/// <summary><c>snapshot_drilled</c> and <c>brine drill</c>: which snapshot is drilled, and whether it is due.</summary>
internal static class DrillPlan
{
    private static readonly TimeSpan s_container = TimeSpan.FromMinutes(1);

    /// <summary>Firmware, kernel, services, agent.</summary>
    private static readonly TimeSpan s_machine = TimeSpan.FromMinutes(5);

    public static PlannedEntry For(SnapshotDrilled entry, ObservedInstance instance, ObservedServer server, DateTimeOffset now)
    {
        var candidates = instance.Snapshots.Values.Where(s => entry.Covers(s.Name)).ToList();
        if (candidates.Count == 0)
            return Verdicts.Refused(entry, entry.Name is { } missing ? $"Snapshot {missing} does not exist for instance {entry.Label}"
                : $"Instance {entry.Label} has no snapshot to drill" + (entry.Pattern == "*" ? "" : $" whose name matches '{entry.Pattern}'"),
                new Fact(entry.Label, "snapshots", "none"));
        var snapshot = candidates.MaxBy(s => (s.CreatedAt, s.Name))!; // there is one
        var subject = $"{entry.Label}/{snapshot.Name}";
        var latest = candidates.Select(s => (Snapshot: s, Drill: SnapshotDrill.Of(s))).Where(d => d.Drill?.Check == SnapshotDrill.Line(entry.Check))
            .OrderByDescending(d => d.Drill!.At).FirstOrDefault();
        Fact[] facts = [new(subject, "created", RestoreFacts.Created(snapshot)), new(entry.Label, "drill", latest.Drill?.ToString() ?? "none")];
        if (entry.Every is { } every && latest.Drill is { Passed: true } last && every.AddTo(last.At) > now)
            return Verdicts.Holds(entry, $"Snapshot {latest.Snapshot.Name} of instance {entry.Label} passed its drill at {Instants.Readable(last.At)}; "
                + $"the next is due at {Instants.Readable(every.AddTo(last.At))}", facts);
        return Drill(entry, instance, snapshot, server, Reason(entry, latest.Drill), facts);
    }

    private static PlannedEntry Drill(
        SnapshotDrilled entry, ObservedInstance instance, ObservedSnapshot snapshot, ObservedServer server, string reason, Fact[] facts)
    {
        var shape = CloneShape.Of(snapshot);
        var before = SnapshotDrill.Of(snapshot);
        var mayNote = server.MayEditVolumes && snapshot.Description is not null;
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot {snapshot.Name} of instance {entry.Label} would be drilled",
            DoneComment = $"Snapshot {snapshot.Name} of instance {entry.Label} passed the drill",
            FailedComment = $"Snapshot {snapshot.Name} of instance {entry.Label} failed the drill",
            PlannedChanges = [new Change(["drill"], before is null ? ChangeValue.Nothing : ChangeValue.Of(before.Told), ChangeValue.Of("to be made"))],
            Steps =
            [
                new DrillSnapshot(entry.Instance, snapshot.Name, snapshot.Identity, instance.Type, entry.Check, entry.Timeout,
                    entry.ReadyWithin ?? (instance.IsContainer ? s_container : s_machine), shape.Config, shape.Devices, before)
                {
                    LeftOut = shape.LeftOut,
                    Reason = reason,
                },
            ],
            Facts = [.. facts],
            Notes =
            [
                .. entry.Notes, .. shape.LeftOut.Select(l => $"left out of the drill of {entry.Label}/{snapshot.Name}: {l}"),
                .. mayNote ? [] : new[]
                {
                    "the result is not noted on the snapshot: it would stand in the description of its storage volume, which this client may not edit",
                },
            ],
        };
    }

    private static string Reason(SnapshotDrilled entry, SnapshotDrill? last) => (entry.Every, last) switch
    {
        (null, _) => "",
        (_, null) => "no drill with this check is noted",
        (_, { Passed: false }) => $"the latest drill failed at {Instants.Readable(last.At)}",
        (var every, _) => $"the latest drill was at {Instants.Readable(last.At)}, and one is due every {every.Text}",
    };
}
