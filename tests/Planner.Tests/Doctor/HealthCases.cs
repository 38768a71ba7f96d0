using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Doctor.Ward;

namespace Brine.Planner.Tests.Doctor;

/// <summary>What each check finds, and the same after the remedy.</summary>
internal sealed record HealthCase(string Check, string What, DoctorFacts Ill, DoctorFacts Well, string? Also = null)
{
    public static ImmutableArray<HealthCase> All { get; } =
    [
        new("server-clock", "a minute and more", Healthy with { ClockOffset = TimeSpan.FromSeconds(123) }, Healthy with { ClockOffset = TimeSpan.FromSeconds(-4) }),
        new("server-clock", "some seconds", Healthy with { ClockOffset = TimeSpan.FromSeconds(-7) }, Healthy),
        new("server-disk", "full", Healthy with { Host = Healthy.Host! with { DiskUsed = 49L << 30 } }, Healthy),
        new("member-offline", "one of two", Healthy with { Members = [new("m1", "Online", "Fully operational"), new("m2", "Offline", "No heartbeat for 1m0s")] },
            Healthy with { Members = [new("m1", "Online", "Fully operational")] }),
        new("member-evacuated", "with an instance", With(i => i with { Location = "m2" }, Healthy with { Members = [new("m2", "Evacuated", "Unavailable due to maintenance")] }),
            Healthy with { Members = [new("m2", "Online", "Fully operational")] }),
        new("pool-status", "unavailable", Healthy with { Pools = [Pool("btr", "btrfs", 0, 0, "Unavailable")] }, Healthy),
        new("pool-read-only", "mounted so", Healthy with { Pools = [Pool("btr", "btrfs", 1, 10) with { IsReadOnly = true }] },
            Healthy with { Pools = [Pool("btr", "btrfs", 1, 10) with { IsReadOnly = false }] }),
        new("pool-space", "96 of 100", Healthy with { Pools = [Pool("btr", "btrfs", 96, 100)] }, Healthy with { Pools = [Pool("btr", "btrfs", 84, 100)] }),
        new("pool-space", "btrfs, full at 70 of 100", Healthy with { Pools = [Pool("btr", "btrfs", 70, 100) is var p ? p with { Fills = [p.Fills[0] with { Free = 1 << 30 }] } : null!] },
            Healthy with { Pools = [Pool("btr", "btrfs", 70, 100) is var q ? q with { Fills = [q.Fills[0] with { Free = 25L << 30 }] } : null!] }),
        new("pool-space", "a dir pool, 85 of 100", Healthy with { Pools = [Pool("dirp", "dir", 85, 100) with { Config = Words(("source", "/srv")) }] }, Healthy),
        new("pool-inodes", "nearly none", Healthy with { Pools = [Pool("dirp", "dir", 1, 10) with { Fills = [new(null, 1, 10, 960, 1000)] }] }, Healthy),
        new("pool-copies", "two snapshots", With(i => i.Having(Snapshot("a", 30), Snapshot("b")) with { Pool = new ObservedPool("dirp", "dir", false) }),
            With(i => i.Having(Snapshot("a")))),
        new("project-restricted", "with a schedule", Healthy with { Projects = [Project("default", ("restricted", "true"))], Holders = [Holder("web", inherited: [("snapshots.schedule", "@daily")])] },
            Healthy with { Projects = [Project("default", ("restricted", "true"), ("restricted.snapshots", "allow"))] }),
        new("project-restricted", "without one", Healthy with { Projects = [Project("default", ("restricted", "true"), ("restricted.snapshots", "block"))] },
            Healthy with { Projects = [Project("default"), Project("other", ("restricted", "true"))] }),
        new("project-limits", "a disk limit", With(i => i.Having(Snapshot("a")), Healthy with { Projects = [Project("default", ("limits.disk", "10GiB"))] }), Healthy),
        new("instance-missing", "a glob without a match", Healthy with { Unmatched = ["db-*"] }, Healthy),
        new("instance-missing", "declared", Healthy with { Instances = Healthy.Instances.Add(At("gone"), new Sighting.Missing()) }, Healthy),
        new("instance-unreachable", "its member is away", Healthy with
        {
            Instances = Healthy.Instances.SetItem(Web, new Sighting.Unknown("its cluster member m2 does not answer (status Error)")),
        }, Healthy),
        new("instance-busy", "for half an hour", Healthy with { Operations = [new("abc", "Restoring snapshot", Now.AddMinutes(-34), [Web])] },
            Healthy with { Operations = [new("abc", "Restoring snapshot", Now.AddMinutes(-3), [Web])] }),
        new("instance-frozen", "by a run that died", With(i => i with { Status = "Frozen" }, Healthy with { Interruptions = [Cut("nightly")] }), Healthy),
        new("instance-frozen", "by nobody knows whom", With(i => i.Having(Snapshot("a")) with { Status = "Frozen" }),
            With(i => i with { Status = "Frozen" }, Healthy with { Operations = [new("abc", "Snapshotting instance", Now, [Web])] })),
        new("stateful-prerequisites", "a VM without room", With(i => i.Configured(("migration.stateful", "true"), ("limits.memory", "2GiB")) with { Type = "virtual-machine" }),
            With(i => i.Configured(("migration.stateful", "true"), ("limits.memory", "2GiB")) with
            {
                Type = "virtual-machine", ExpandedDevices = Devices(("root", "path=/ pool=btr type=disk size.state=2GiB")),
            })),
        new("stateful-prerequisites", "a container without CRIU", With(i => i.Configured(("migration.stateful", "true")), Healthy with { Host = Healthy.Host! with { HasCriu = false } }),
            With(i => i.Configured(("migration.stateful", "true")))),
        new("stateful-prerequisites", "the key is gone", With(i => i.Having(Snapshot("s", stateful: true)) with { Type = "virtual-machine" }), Healthy),
        new("stateful-prerequisites", "declared, and stopped", With(i => i.Configured(("migration.stateful", "true")) with { Status = "Stopped" },
            Healthy with { Declared = [Declared("s", stateful: true)] }), Healthy),
        new("stateful-many", "three", With(i => i.Having(Snapshot("a", 3, stateful: true), Snapshot("b", 2, stateful: true), Snapshot("c", 1, stateful: true))
            .Configured(("migration.stateful", "true"))), With(i => i.Having(Snapshot("c", stateful: true)).Configured(("migration.stateful", "true")))),
        new("volume-uncovered", "attached", Attaching(0, ""), Attaching(0, "@daily")),
        new("volume-uncovered", "attached, the instance is scheduled", With(i => i.Configured(("snapshots.schedule", "@daily"), ("snapshots.expiry", "9w")) with { CreatedAt = Now },
            Attaching(0, "", withSnapshot: false)), Attaching(1, "")),
        new("pattern-poisonous", "the seed's, on an instance", Healthy with { Holders = [Holder("web", own: [("snapshots.pattern", "auto-%Y%m%d"), ("snapshots.schedule", "@daily")])] },
            Healthy with { Holders = [Holder("web", own: [("snapshots.pattern", "auto-{{ creation_date|date:\"20060102\" }}"), ("snapshots.schedule", "@daily")])] }),
        new("pattern-poisonous", "on a profile of another project", Healthy with
        {
            Holders =
            [
                Holder("small", isProfile: true, project: "lab", own: [("snapshots.pattern", "a%d-%d")]),
                Holder("x", project: "lab", profiles: ["small"], inherited: [("snapshots.pattern", "a%d-%d"), ("snapshots.schedule", "@daily")]),
            ],
        }, Healthy),
        new("pattern-poisonous", "without a schedule", Healthy with { Holders = [Holder("web", own: [("snapshots.pattern", "c-{{ creation_date")])] }, Healthy),
        new("pattern-names", "an unknown variable", Healthy with { Holders = [Holder("web", own: [("snapshots.pattern", "x-{{ hostname }}")])] }, Healthy),
        new("pattern-names", "strftime without a counter", Healthy with { Holders = [Holder("web", own: [("snapshots.pattern", "y-%Y")])] }, Healthy),
        new("schedule-missed", "since Saturday", Scheduled("0 5 * * *", "snap%d", Snapshot("snap7", 55)), Scheduled("0 5 * * *", "snap%d", Snapshot("snap7", 7))),
        new("schedule-missed", "never ran, and somebody's pattern fails", Scheduled("0 5 * * *", "snap%d") is var f
            ? f with { Holders = [.. f.Holders, Holder("bad", own: [("snapshots.pattern", "a%d-%d"), ("snapshots.schedule", "@hourly")])] } : null!, Healthy, Also: "pattern-poisonous"),
        new("schedule-missed", "perhaps new", Scheduled("0 5 1 * *", "snap%d"), Healthy),
        new("schedule-missed", "an alias, on a server in another place", Scheduled("@daily", "a-%d", Snapshot("a-1", 60)) with { Zone = null },
            Scheduled("@daily", "a-%d", Snapshot("a-1", 20)) with { Zone = null }),
        new("schedule-stopped", "a stopped one", With(i => i.Configured(("snapshots.schedule", "@daily"), ("snapshots.expiry", "9w")) with { Status = "Stopped" }),
            With(i => i.Configured(("snapshots.schedule", "@daily"), ("snapshots.expiry", "9w"), ("snapshots.schedule.stopped", "true")) with { Status = "Stopped", CreatedAt = Now })),
        new("schedule-grows", "for ever", With(i => i.Configured(("snapshots.schedule", "@hourly")).Having(Snapshot("snap0", 0.5))),
            With(i => i.Configured(("snapshots.schedule", "@hourly"), ("snapshots.expiry", "2d")).Having(Snapshot("snap0", 0.5)))),
        new("schedule-conflict", "gone before the next", Kept("6H"), Kept("3d")),
        new("schedule-conflict", "gone before a policy keeps it", Kept("3d") with { Declared = [Weekly] }, Kept("40d") with { Declared = [Weekly] }),
        new("schedule-conflict", "on no day", With(i => i.Configured(("snapshots.schedule", "0 0 30 2 *"), ("snapshots.expiry", "9w"))), Healthy),
        new("expiry-pinned", "one", Pinned(72), Pinned(null)),
        new("expiry-declared", "without an end", With(i => i.Having(Snapshot("base", expiresIn: 72)), Healthy with { Declared = [Declared("base")] }),
            With(i => i.Having(Snapshot("base")), Healthy with { Declared = [Declared("base", new Expiry.Never())] })),
        new("expiry-inherited", "by hand", With(i => i.Configured(("snapshots.expiry", "7d")).Having(Snapshot("before-update", expiresIn: (7 * 24) - 24))),
            With(i => i.Configured(("snapshots.expiry", "7d")).Having(Snapshot("snap3", expiresIn: (7 * 24) - 24), Snapshot("before-update"), Snapshot("other", expiresIn: 100)))),
        new("snapshot-phantom", "no data", Data(SnapshotData.Missing), Data(SnapshotData.Present)),
        new("snapshot-phantom", "half of it", Data(SnapshotData.Unfinished), Data(SnapshotData.Present)),
        new("snapshot-phantom", "by the journal", With(i => i.Having(Snapshot("nightly")), Healthy with { Interruptions = [Cut("nightly")] }),
            Data(SnapshotData.Present) with { Interruptions = [Cut("a")] }),
        new("snapshot-name", "strftime's", With(i => i.Having(Snapshot("auto-%Y%m0"))), With(i => i.Having(Snapshot("auto-20261123")))),
        new("snapshot-name", "the folder", With(i => i.Having(Snapshot(".."))), Healthy),
        new("snapshot-date", "of tomorrow", With(i => i.Having(Snapshot("a", -26))), With(i => i.Having(Snapshot("a")))),
        new("snapshot-date", "none", With(i => i.Having(Snapshot("a") with { CreatedAt = default })), With(i => i.Having(Snapshot("a")))),
        new("restore-blocked", "on zfs", OnZfs(false), OnZfs(true)),
        new("restore-unfinished", "one", Healthy with
        {
            Interruptions = [new Interruption.Restoring(Web, "base", Now.AddDays(-3), null, "g", null, "Running", 7, Now.AddHours(-2))],
        }, Healthy),
        new("drill-failed", "the latest", With(i => i.Having(Drilled("a", 30, true), Drilled("b", 2, false))), With(i => i.Having(Drilled("a", 30, false), Drilled("b", 2, true)))),
        new("drill-overdue", "never", Healthy with { Declared = [Restorable] }, With(i => i.Having(Drilled("a", 24, true)), Healthy with { Declared = [Restorable] })),
        new("drill-overdue", "for a day", With(i => i.Having(Drilled("a", 8 * 24, true)), Healthy with { Declared = [Restorable] }), Healthy),
        new("drill-leftover", "for three months", With(i => i.Configured((DrillMark.Key, "db/a 2026-08-25T12:00:00Z 0123abcd"))),
            With(i => i.Configured((DrillMark.Key, "db/a 2026-08-25T12:00:00Z 0123abcd")) with { CreatedAt = Now.AddHours(-3) })),
        new("leftover-key", "one", With(i => i.Configured((ConfigDescription.Key, """{"name":"a","description":"b"}"""))), Healthy),
        new("leftover-trailers", "a pin", With(i => i with { VolumeDescription = "mine\n\nBrine-Pin: 2026-11-01T00:00:00Z; for ever" }), With(i => i with { VolumeDescription = "mine" })),
        new("not-checked", "a pool", Healthy with { Unasked = [new(["pool-space", "pool-inodes"], "pool btr on m2", "Certificate is restricted")] }, Healthy),
    ];

    private static ObservedSnapshot Drilled(string name, double hoursAgo, bool passed)
    {
        var snapshot = Snapshot(name, hoursAgo + 1);
        return snapshot with { Description = new SnapshotDrill(Now.AddHours(-hoursAgo), passed, passed ? "the check ended well in 0.2 s" : "the check exited with 1", "test -s /srv/db").In("", snapshot.CreatedAt) };
    }

    private static SnapshotDrilled Restorable => new(Origin("restorable"), Web, "web", null, "*", "test -s /srv/db", TimeSpan.FromMinutes(5), null, ExpiryDuration.TryParse("7d"));

    private static Interruption.CreatingSnapshot Cut(string snapshot) => new(Web, snapshot, "Running", 7, Now.AddHours(-24));

    private static DoctorFacts Attaching(int snapshots, string schedule, bool withSnapshot = true) => With(
        i => (withSnapshot ? i.Having(Snapshot("a")) : i) with
        {
            ExpandedDevices = Devices(("root", "path=/ pool=btr type=disk"), ("data", "path=/data pool=btr source=db type=disk")),
        },
        Healthy with { Volumes = [new VolumeFacts("default", "btr", "db", snapshots, schedule)] });

    private static DoctorFacts Scheduled(string schedule, string pattern, params ObservedSnapshot[] snapshots) => With(
        i => i.Configured(("snapshots.schedule", schedule), ("snapshots.pattern", pattern), ("snapshots.expiry", "9w")).Having(snapshots));

    private static DoctorFacts Kept(string expiry) => With(i => i.Configured(("snapshots.schedule", "0 5 * * *"), ("snapshots.expiry", expiry)).Having(Snapshot("snap4", 7.01)));

    /// <summary>Five weeklies of snap*.</summary>
    private static SnapshotsRetained Weekly => new(Origin("weekly"), "web", new Selection([]), "snap*", new RetentionPolicy { Weekly = 5 })
    {
        Chosen = new Chosen([Web], []),
    };

    private static DoctorFacts Pinned(double? expiresIn) => With(i => i.Having(Snapshot("a", expiresIn: expiresIn,
        description: $"why not\n\n{SnapshotPin.Trailer}: {new SnapshotPin(Now.AddDays(30), "audit").Format(Now.AddHours(-24))}")));

    private static DoctorFacts Data(SnapshotData data) => With(i => i.Having(Snapshot("a")), Healthy with
    {
        Host = Healthy.Host! with { Data = ImmutableDictionary<SnapshotAddress, SnapshotData>.Empty.Add(new(Web, "a"), data) },
    });

    private static DoctorFacts OnZfs(bool removes) => With(
        i => i.Having(Snapshot("a", 30), Snapshot("b")) with { Pool = new ObservedPool("z", "zfs", removes) },
        Healthy with { Pools = [Pool("z", "zfs", 1, 10)] });
}
