using Brine.Planner.Desired;
using Brine.Planner.Tests.Desired;

namespace Brine.Planner.Tests.Drills;

/// <summary><c>incus.snapshot_drilled</c> and <c>incus.snapshot_drills</c> as written.</summary>
public sealed class DrillReadingTests
{
    [Fact]
    public void A_state_says_what_how_and_how_often()
    {
        var read = Compiled.Of("""
            restorable:
              incus.snapshot_drilled:
                - instance: prod:db
                - pattern: nightly-*
                - check: pg_isready
                - timeout: 2m
                - ready_timeout: 90
                - every: 7d
            """);

        Assert.Empty(read.Diagnostics);
        var entry = Assert.IsType<SnapshotDrilled>(Assert.Single(read.Desired.Entries));
        Assert.Equal(("prod", "db", null, "nightly-*", "pg_isready", "7d"), (entry.Instance.Remote, entry.Instance.Name, entry.Name, entry.Pattern, entry.Check, entry.Every?.Text));
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(90)), (entry.Timeout, entry.ReadyWithin!.Value));
    }

    [Fact]
    public void A_pillar_has_them_behind_all_that_takes_snapshots()
    {
        var read = Compiled.Of("""
            incus:
              snapshot_drills:
                d: {instance: web, snapshot: a, check: 'true'}
              instance_snapshots:
                a: {instance: web}
            """);

        Assert.Empty(read.Diagnostics);
        Assert.Collection(read.Desired.Entries, e => Assert.IsType<SnapshotPresent>(e),
            e => Assert.Equal(("a", "*", SnapshotDrilled.UsualTimeout), (Assert.IsType<SnapshotDrilled>(e).Name, ((SnapshotDrilled)e).Pattern, ((SnapshotDrilled)e).Timeout)));
    }

    [Fact]
    public void A_pillar_may_hold_nothing_else() =>
        Assert.IsType<SnapshotDrilled>(Assert.Single(Compiled.Of("incus:\n  snapshot_drills:\n    d: {instance: web, check: 'true'}\n").Desired.Entries));

    [Theory]
    [InlineData("[check: x]", "has no 'instance'")]
    [InlineData("[instance: web]", "has no 'check'")]
    [InlineData("[instance: web, check: x, every: weekly]", "'every' of incus.snapshot_drilled 'd' is 'weekly'")]
    [InlineData("[instance: web, check: x, timeout: 2d]", "'timeout' of incus.snapshot_drilled 'd' is the text '2d'")]
    [InlineData("[instance: web, check: x, timeout: 25h]", "'timeout' of incus.snapshot_drilled 'd' is the text '25h'")]
    [InlineData("[instance: web, check: x, snapshot: a, pattern: b]", "'pattern' of incus.snapshot_drilled 'd'")]
    [InlineData("[instance: web, check: x, snapshot: ..]", "'..' is not a snapshot name")]
    [InlineData("[instance: web, check: x, evry: 7d]", "unknown parameter 'evry'")]
    public void A_mistake_is_named(string arguments, string message) => Assert.Contains(message,
        Assert.Single(Compiled.Of($"d:\n  incus.snapshot_drilled: {arguments}\n").Diagnostics).Message, StringComparison.Ordinal);
}
