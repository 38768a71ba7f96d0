using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Retention;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

/// <summary>Short ways to write down policies, and histories for them.</summary>
internal static class Policies
{
    public static SnapshotsRetained Retained(string pattern, RetentionPolicy policy, params string[] instances) =>
        (SnapshotsRetained)new DesiredState([new SnapshotsRetained(Origin("instance_snapshots_retained", "retention"), string.Join(", ", instances),
            new Selection([.. instances.Select(i => new Selector("local", "default", i))]), pattern, policy)])
            .Resolve(_ => new Roster([])).Entries[0];

    public static SnapshotsRetained Rotated(string instance, string pattern, int keep) =>
        Retained(pattern, new RetentionPolicy { Last = keep }, instance) with
        {
            IsRotation = true, Origin = Origin("instance_snapshots_rotated", $"{instance}_rotate_{pattern}"),
        };

    public static SnapshotsManaged Managed(string instance, params (string Name, string? Pattern, int Keep)[] kinds)
    {
        var origin = Origin("instance_snapshots_managed", $"{instance}_snapshots");
        return new SnapshotsManaged(origin, Address(instance), instance,
        [
            .. kinds.Select(k => new ManagedSnapshot(k.Name, Present(instance, k.Name) with { Origin = origin }, k.Pattern, k.Keep)),
        ]);
    }

    /// <summary>One a day at 02:00 UTC, the newest of today: <c>daily-20261123</c> and so on back.</summary>
    public static ObservedSnapshot[] Dailies(int count, string prefix = "daily") =>
    [
        .. Enumerable.Range(0, count).Select(i => Now.Date.AddDays(-i)).Select(d =>
            Snapshot($"{prefix}-{d:yyyyMMdd}", new DateTimeOffset(d, TimeSpan.Zero).AddHours(2))),
    ];

    public static ObservedSnapshot Pinned(this ObservedSnapshot snapshot, string why = "audit") => snapshot with
    {
        Description = $"{SnapshotPin.Trailer}: {new SnapshotPin(null, why).Format(snapshot.CreatedAt)}",
    };

    public static ObservedSnapshot InSet(this ObservedSnapshot snapshot, string id, params string[] members) => snapshot with
    {
        Description = $"{SnapshotGroup.Trailer}: "
            + new SnapshotGroup(id, [.. members.Select(Address)]).Format(snapshot.CreatedAt, Address(members[0])),
    };

    public static string[] Deleted(PlannedEntry entry) => [.. entry.Steps.OfType<DeleteSnapshot>().Select(s => s.Name)];

    public static string[] Listed(ChangeValue value) => [.. ((ChangeValue.Names)value).Items];

    private static Origin Origin(string function, string name) => new()
    {
        Id = name, Function = "incus." + function, ReturnName = name, StateName = name, Sls = "test",
    };
}
