using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Observed;
using Brine.Planner.Retention;

namespace Brine.Planner.Tests.Desired;

/// <summary>Whom <c>instances</c> chooses.</summary>
public sealed class SelectionTests
{
    private static readonly Roster Rows = new(
    [
        new RosterRow("web-1") { Profiles = ["default", "backup"], Config = Maps.Text.Add("user.tier", "prod") },
        new RosterRow("web-2") { Profiles = ["default"], Config = Maps.Text.Add("user.tier", "test") },
        new RosterRow("db") { Profiles = ["backup"], Config = Maps.Text.Add("user.tier", "prod-2") },
        new RosterRow("lost") { IsUnknown = true },
    ]);

    [Theory]
    [InlineData("web-1", "web-1")]
    [InlineData("gone", "gone")]
    [InlineData("web-*", "web-1 web-2")]
    [InlineData("'*'", "db lost web-1 web-2")]
    [InlineData("['web-*', db]", "web-1 web-2 db")]
    [InlineData("[db, 'web-*', web-1]", "db web-1 web-2")]
    [InlineData("[web-2, 'web-*', gone, {except: gone}]", "web-2 web-1")]
    [InlineData("['web-*', {except: web-2}]", "web-1")]
    [InlineData("['*', {except: 'web-*'}, {except: lost}]", "db")]
    [InlineData("[{profile: backup}]", "db web-1", "whether lost is meant")]
    [InlineData("[{config: {user.tier: prod}}]", "web-1", "whether lost is meant")]
    [InlineData("[{config: {user.tier: 'prod*'}, profile: backup, name: 'd*'}]", "db")]
    [InlineData("'web-[!1]'", "web-2")]
    public void It_chooses_by_name_glob_profile_and_config(string instances, string names, string? problem = null)
    {
        var chosen = Read(instances).Selection.Resolve(_ => Rows);

        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), chosen.Instances.Select(i => i.Name));
        if (problem is null)
            Assert.Empty(chosen.Problems);
        else
            Assert.Contains(problem, Assert.Single(chosen.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_alone_ask_no_server_and_globs_ask_only_for_names()
    {
        Assert.Empty(Read("[web-1, db]").Selection.Needs);
        Assert.Equal([new RosterNeed("local", "default", WithDetail: false)], Read("['web-*', db]").Selection.Needs);
        Assert.Equal([new RosterNeed("prod", "shop", WithDetail: true)], Read("[{profile: backup, name: 'prod:*'}]", "shop").Selection.Needs);
    }

    [Fact]
    public void A_list_that_was_refused_is_told_and_is_nobody()
    {
        var chosen = Read("'web-*'").Selection.Resolve(_ => Roster.Refused("forbidden"));

        Assert.Empty(chosen.Instances);
        Assert.Equal(["forbidden"], chosen.Problems);
    }

    [Fact]
    public void All_sections_of_a_pillar_come_to_policies_behind_what_they_look_after()
    {
        var read = Compiled.Of("""
            incus:
              snapshot_retention:
                tier: {instances: ['web-*', {profile: backup}], pattern: 'daily-*', last: 2, daily: 7, weekly: 4, within: 2d, min: 3, timezone: UTC, max_delete: 50}
              snapshot_rotation:
                hourly: {instance: web, pattern: 'hourly-*', keep: 24}
              instance_snapshots:
                web-daily: {instance: web, name: 'daily-%Y%m%d', managed: true, pattern: 'daily-*', keep: 7, expires_at: 30d, description: Daily}
                base: {instance: web, name: baseline}
            """);

        Assert.Empty(read.Diagnostics);
        Assert.Collection(read.Desired.Entries,
            e =>
            {
                var managed = Assert.IsType<SnapshotsManaged>(e);
                Assert.Equal("web_snapshots", managed.Origin.ReturnName);
                var one = Assert.Single(managed.Snapshots);
                Assert.Equal(("daily-20261123", "Daily", "30d", "daily-*", 7),
                    (one.Snapshot.Name, one.Snapshot.Description, one.Snapshot.Expires!.ToString(), one.Pattern, one.Keep));
            },
            e => Assert.IsType<SnapshotPresent>(e),
            e => Assert.Equal((true, "web_rotate_hourly-*", new RetentionPolicy { Last = 24 }),
                (((SnapshotsRetained)e).IsRotation, e.Origin.ReturnName, ((SnapshotsRetained)e).Policy)),
            e => Assert.Equal("2 last, 7 daily, 4 weekly, within 2d, min 3", ((SnapshotsRetained)e).Policy.ToString()));
    }

    [Theory]
    [InlineData("daily-%Y%m%d", "daily-20261123")]
    [InlineData("weekly-%GW%V", "weekly-2026W48")]
    public void A_late_bound_name_gets_its_date_when_it_is_compiled(string name, string bound) => Assert.Equal(bound,
        ((SnapshotPresent)Compiled.Of($"a:\n  incus.instance_snapshot_present:\n    - instance: web\n    - name: '{name}'\n").Desired.Entries[0]).Name);

    [Theory]
    [InlineData("w-%Y%V", "new year")]
    [InlineData("w-%q", "'%q'")]
    public void A_late_bound_name_that_would_go_wrong_is_refused(string name, string why) => Assert.Contains(why,
        Assert.Single(Compiled.Of($"a:\n  incus.instance_snapshot_present:\n    - instance: web\n    - name: '{name}'\n").Diagnostics).Message,
        StringComparison.Ordinal);

    private static SnapshotsRetained Read(string instances, string? project = null)
    {
        var read = Compiled.Of($"r:\n  incus.instance_snapshots_retained:\n    - instances: {instances}\n    - pattern: 'daily-*'\n    - daily: 7\n"
            + (project is null ? "" : $"    - project: {project}\n"));
        Assert.Empty(read.Diagnostics);
        return (SnapshotsRetained)read.Desired.Entries[0];
    }
}
