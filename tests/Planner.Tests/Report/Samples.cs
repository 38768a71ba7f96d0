using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;
using Brine.Salt.Source;

namespace Brine.Planner.Tests.Report;

/// <summary>A plan and a run with one of everything that a reader may meet.</summary>
internal static class Samples
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 8, 12, 30, TimeSpan.Zero);

    private static InstanceAddress Web { get; } = new("local", "default", "web-server");

    private static DateTimeOffset Taken { get; } = Now - new TimeSpan(3, 12, 30);

    public static Origin Origin(string id, string function, string name, int line) => new()
    {
        Id = id, Sls = "web", Function = "incus." + function, ReturnName = "web-server/" + name, StateName = name,
        Span = new SourceSpan("states/web.sls", line, 3),
    };

    public static SnapshotPresent Present(string id, string name, int line, string? description = null) => new(
        Origin(id, "instance_snapshot_present", name, line), Web, "web-server", name, null, description, null,
            DriftAnswer.Fix);

    public static Planner.Plan.Plan Plan()
    {
        ImmutableArray<PlannedEntry> entries =
        [
            Entry(Present("daily", "daily-20261123", 3, "Daily automated snapshot"), Verdict.Change,
                "Snapshot daily-20261123 would be created for instance web-server",
                new CreateSnapshot(Web, "daily-20261123", false, new Expiry.After(ExpiryDuration.TryParse("14d")!),
                    "Daily automated snapshot\n\nBrine-Group: web", DescriptionHome.Volume)
                {
                    Changes = [Change.Of("snapshot", null, "daily-20261123")], Reason = "expires in 14d",
                }),
            Entry(Present("update", "before-update", 9), Verdict.Change,
                "Snapshot before-update would be updated for instance web-server",
                new SetSnapshotExpiry(Web, "before-update", null)
                {
                    Changes = [Change.Of("expires_at", "2026-11-24T20:00:00Z", "never")],
                    Reason = "it expires at 2026-11-24 20:00 UTC, declared is never",
                },
                new SetSnapshotDescription(Web, "before-update", "Before")
                {
                    Changes = [Change.Of("description", "", "Before")], Reason = "it has no description",
                }),
            Entry(new SnapshotAbsent(Origin("old", "instance_snapshot_absent", "obsolete", 15), Web, "web-server",
                "obsolete"), Verdict.Change,
                "Snapshot obsolete would be deleted from instance web-server",
                new DeleteSnapshot(Web, "obsolete", Taken) { Changes = [Change.Of("snapshot", "obsolete", null)] }),
            Entry(new SnapshotRestored(Origin("back", "instance_snapshot_restored", "good", 20), Web, "web-server",
                "good", false, false, null,
                    SafetyAnswer.Auto, false), Verdict.Change, "Instance web-server would be restored to snapshot good",
                new RestoreSnapshot(Web, "good", Taken, false, false, null, true, null, "Running")
                {
                    Changes = [Change.Of("restored", "current state", "snapshot good")],
                    Losses =
                    [
                        "all that was written since 2026-11-23 05:00 UTC is lost",
                        "config limits.memory goes back from 64MiB to 2GiB, which is what the instance had when the "
                            + "snapshot was taken",
                    ],
                }),
            Entry(Present("there", "golden", 25), Verdict.Holds,
                "Snapshot golden already exists for instance web-server"),
            Entry(Present("memory", "with-memory", 30), Verdict.Refused,
                "Failed to create snapshot with-memory: web-server is not running; start it, "
                    + "or drop stateful: true") with { Failed = true },
            Entry(new InstanceStopped(Origin("rest", "instance_stopped", "web-server", 36), Web, "web-server", true),
                Verdict.Change,
                "Instance web-server would be stopped",
                new SetPower(Web, PowerAction.Stop, true) { Changes = [Change.Of("status", "Running", "Stopped")] }),
            Entry(Present("after", "after", 40), Verdict.Skipped,
                "One or more requisite failed: web.memory") with { Failed = true },
        ];
        return new Planner.Plan.Plan(Now, new DesiredState([.. entries.Select(e => e.Entry)]), entries);
    }

    public static RunReport Run()
    {
        var plan = Plan();
        Outcome Of(int index, bool? result, string comment, params ImmutableArray<Change> changes) =>
            new(plan.Entries[index].Entry, result, changes, comment, Now.AddMilliseconds(index),
                TimeSpan.FromMilliseconds(120.5 * (index + 1)));
        return new RunReport(
        [
            Of(0, true, "Snapshot daily-20261123 created for instance web-server",
                Change.Of("snapshot", null, "daily-20261123")),
            Of(1, false, "Failed to update snapshot before-update: the pool is full\n(HTTP 500)",
                Change.Of("expires_at", "2026-11-24T20:00:00Z", "never")),
            Of(4, true, "Snapshot golden already exists for instance web-server"),
            Of(2, false, "not reached: the run was interrupted") with { NotReached = true, Notes = ["a note"] },
        ], Now, TimeSpan.FromSeconds(75), Interrupted: true);
    }

    private static PlannedEntry Entry(DesiredEntry entry, Verdict verdict, string comment,
        params ImmutableArray<PlanStep> steps) => new()
    {
        Entry = entry, Verdict = verdict, Comment = comment, DoneComment = comment, Steps = steps,
    };
}
