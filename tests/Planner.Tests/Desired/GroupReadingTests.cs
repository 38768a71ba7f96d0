using Brine.Planner.Desired;

namespace Brine.Planner.Tests.Desired;

/// <summary>The <c>snapshot_group_*</c> states and <c>incus.snapshot_groups</c> as written.</summary>
public sealed class GroupReadingTests
{
    [Fact]
    public void A_state_says_who_what_and_which_commands()
    {
        var read = Compiled.Of("""
            nightly-%Y%m%d:
              incus.snapshot_group_present:
                - instances: [db, 'prod:web-*', {name: cache, project: shop}]
                - timeout: 2m
                - before:
                    db: [flush, {command: slow, timeout: 10s}]
                    'web-*': drain
                - after: go
                - volumes: true
                - description: All tiers
                - expires: 7d
            """);

        Assert.Empty(read.Diagnostics);
        var entry = Assert.IsType<GroupPresent>(Assert.Single(read.Desired.Entries));
        Assert.Equal("nightly-20261123", entry.Name);
        Assert.Equal(["local/default/db", "prod/default/web-*", "local/shop/cache"], entry.Selection.Selectors.Select(s => $"{s.Remote}/{s.Project}/{s.Name}"));
        Assert.Equal(["db flush 120", "db slow 10", "web-* drain 120"], entry.Before.Select(c => FormattableString.Invariant($"{c.Members} {c.Command} {c.Timeout.TotalSeconds}")));
        Assert.Equal(["* go 120"], entry.After.Select(c => FormattableString.Invariant($"{c.Members} {c.Command} {c.Timeout.TotalSeconds}")));
        Assert.True(entry.Freeze);
        Assert.True(entry.Volumes);
        Assert.Equal("db, prod:web-*, cache project=shop/nightly-20261123", entry.Origin.ReturnName);
    }

    [Fact]
    public void A_pillar_has_them_behind_single_snapshots_and_before_policies()
    {
        var read = Compiled.Of("""
            incus:
              snapshot_retention:
                tier: {instances: '*', pattern: '*', last: 2}
              snapshot_groups:
                tiers: {instances: [db, web], name: before-deploy, freeze: false}
                gone: {instances: [db, web], name: old, ensure: absent, before: sync, description: was}
                back: {instances: [db, web], name: base, ensure: restored, trigger: a1, freeze: true}
              instance_snapshots:
                base: {instance: web, name: baseline}
            """);

        Assert.Empty(read.Diagnostics);
        Assert.Collection(read.Desired.Entries,
            e => Assert.IsType<SnapshotPresent>(e),
            e => Assert.False(Assert.IsType<GroupPresent>(e).Freeze),
            e => Assert.Equal("old", Assert.IsType<GroupAbsent>(e).Name),
            e => Assert.Equal("a1", Assert.IsType<GroupRestored>(e).Trigger),
            e => Assert.IsType<SnapshotsRetained>(e));
    }

    [Theory]
    [InlineData("[]", "'instances' of incus.snapshot_group_present 'x' is an empty list")]
    [InlineData("[db], volumes: some", "'volumes' of incus.snapshot_group_present 'x' is")]
    [InlineData("[db], timeout: 2d", "'timeout' of incus.snapshot_group_present 'x' is the text '2d'")]
    [InlineData("[db], before: []", "'before' of incus.snapshot_group_present 'x' is an empty list")]
    [InlineData("[db], before: {db: {command: a, timeout: never}}", "is 'timeout: never'")]
    [InlineData("[db], befor: a", "unknown parameter 'befor'")]
    public void What_is_wrong_is_said(string arguments, string message)
    {
        var (instances, more) = arguments.Split("], ", 2) is [var list, var rest] ? (list + "]", "\n    - " + rest) : (arguments, "");
        var read = Compiled.Of($"x:\n  incus.snapshot_group_present:\n    - instances: {instances}{more}\n");

        Assert.Contains(read.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_set_that_is_absent_and_needed_is_a_contradiction()
    {
        var read = Compiled.Of("""
            a:
              incus.snapshot_group_present: [instances: [db, web], name: x]
            b:
              incus.snapshot_group_absent: [instances: [db, web], name: x]
            """);

        Assert.Contains(read.Diagnostics, d => d.Code == "incus.contradiction");
    }
}
