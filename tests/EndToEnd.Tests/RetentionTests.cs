using System.Globalization;
using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Policies on a real server, with a real history: what Incus dated itself is given its date in Incus's own database.</summary>
[Trait("Server", "real")]
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Today = new(DateTimeOffset.UtcNow.Date, TimeSpan.Zero);

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task Sixty_days_of_dailies_are_thinned_to_the_policy_and_the_next_run_has_nothing_to_do(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Empty("web");
        var days = await History(project, "web", 60);
        await project.Incus("snapshot", "create", "web", "golden");
        var file = project.Write("policy.sls", """
            incus:
              snapshot_retention:
                tier: {instances: 'w*', pattern: 'daily-*', daily: 7, weekly: 4, monthly: 2}
            """);

        var plan = (await project.Brine("plan", file)).Ends(2).Out;
        var report = JsonNode.Parse((await project.Brine("apply", file, "--out", "json")).Ends(0).Out)!;

        // Reckoned here another way than by the engine: by sets of the newest of each period.
        string[] kept =
        [
            .. days.Take(7)
                .Union(days.GroupBy(d => (ISOWeek.GetYear(d), ISOWeek.GetWeekOfYear(d))).Select(g => g.First()).Take(4))
                .Union(days.GroupBy(d => (d.Year, d.Month)).Select(g => g.First()).Take(2)).Select(Name),
        ];
        Assert.Equal(kept.Append("golden").Order(StringComparer.Ordinal), await project.Snapshots("web"));
        var gone = days.Select(Name).Except(kept).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(gone, report["declarations"]![0]!["changes"]!["deleted"]!["old"]!.AsArray().Select(n => (string)n!));
        Assert.All(gone, name => Assert.Contains("- delete snapshot " + name, plan, StringComparison.Ordinal));
        Assert.Contains("Nothing to do", (await project.Brine("apply", file)).Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_that_fails_is_a_failure_that_tells_what_was_done_and_the_next_run_finishes()
    {
        await using var project = await Project.On("dirp");
        await project.Empty("web");
        var days = await History(project, "web", 6);
        var stuck = Path.Combine(RealIncus.Directory, "storage-pools", "dirp", "containers-snapshots", $"{project.Name}_web", Name(days[4]), "rootfs", "held");
        // Incus takes away attributes that hinder it, but a mount is not its own to take away.
        Directory.CreateDirectory(stuck);
        (await Ran.Of("mount", ["-t", "tmpfs", "none", stuck])).Ends(0);
        var file = project.Write("policy.sls", "keep:\n  incus.instance_snapshots_rotated:\n    - instance: web\n    - pattern: 'daily-*'\n    - keep: 3\n");
        try
        {
            var failed = await project.Brine("apply", file, "--out", "json");

            failed.Ends(1);
            var said = JsonNode.Parse(failed.Out)!["declarations"]![0]!;
            Assert.False((bool)said["result"]!);
            Assert.StartsWith($"Failed to delete some snapshots: [{{'name': '{Name(days[4])}', 'error': ", (string)said["comment"]!, StringComparison.Ordinal);
            Assert.Equal([Name(days[5]), Name(days[3])], said["changes"]!["deleted"]!["old"]!.AsArray().Select(n => (string)n!));
            Assert.Contains(Name(days[4]), await project.Snapshots("web"));
        }
        finally
        {
            (await Ran.Of("umount", [stuck])).Ends(0);
        }

        (await project.Brine("apply", file)).Ends(0);
        Assert.Equal(days.Take(3).Select(Name).Order(StringComparer.Ordinal), await project.Snapshots("web"));
    }

    [Fact]
    public async Task Rotated_and_managed_say_what_the_formula_says_and_converge_in_one_run()
    {
        await using var project = await Project.On("btr");
        await project.Empty("web");
        var days = await History(project, "web", 4, from: 1);
        string[] managed = ["instance=web", $"snapshots_config={{day: {{name: '{Name(Today)}', pattern: 'daily-*', keep: 3, expires_at: 30d}}}}"];

        SnapshotStateTests.Says(await project.State("instance_snapshots_managed", [.. managed, "--test"]), null, "Instance web snapshots would be managed",
            $$$"""{"created":{"old":null,"new":["{{{Name(Today)}}}"]},"rotated":{"old":["{{{Name(days[3])}}}","{{{Name(days[2])}}}"],"new":null}}""");
        SnapshotStateTests.Says(await project.State("instance_snapshots_managed", managed), true, "Instance web snapshots managed successfully",
            $$$"""{"created":{"old":null,"new":["{{{Name(Today)}}}"]},"rotated":{"old":["{{{Name(days[3])}}}","{{{Name(days[2])}}}"],"new":null}}""");
        SnapshotStateTests.Says(await project.State("instance_snapshots_managed", managed), true, "Instance web snapshots already in desired state", "{}");
        Assert.Equal(30, ((await Expiry(project, "web", Name(Today)))! - DateTimeOffset.UtcNow).Value.TotalDays, 1);

        string[] rotated = ["instance=web", "pattern=daily-*", "keep=2"];
        SnapshotStateTests.Says(await project.State("instance_snapshots_rotated", rotated), true, "Deleted 1 old snapshots matching pattern 'daily-*'",
            $$$"""{"deleted":{"old":["{{{Name(days[1])}}}"],"new":null}}""");
        SnapshotStateTests.Says(await project.State("instance_snapshots_rotated", rotated), true, "Snapshot rotation not needed: 2 snapshots (keeping 2)", "{}");
    }

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task What_is_pinned_outlives_policies_states_and_its_own_expiry(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Empty("web");
        var days = await History(project, "web", 4);
        var oldest = Name(days[3]);
        await RealIncus.Incus("query", "-X", "PUT", "--wait", $"/1.0/instances/web/snapshots/{oldest}?project={project.Name}", "-d", """{"expires_at":"2099-01-01T00:00:00Z"}""");

        var pinned = (await project.Brine("pin", $"web/{oldest}", "--why", "audit")).Ends(0).Out;

        Assert.Contains($"Snapshot {oldest} of instance web pinned (audit)", pinned, StringComparison.Ordinal);
        Assert.Null(await Expiry(project, "web", oldest));
        Assert.Matches($"{oldest} .* pinned", (await project.Brine("list", "web")).Ends(0).Out);
        Assert.Contains("for ever: audit", (await project.Brine("show", $"web/{oldest}")).Ends(0).Out, StringComparison.Ordinal);
        await project.State("instance_snapshots_rotated", "instance=web", "pattern='*'", "keep=1");
        Assert.Equal([oldest, Name(days[0])], await project.Snapshots("web"));
        Assert.Contains("unpin it first: brine unpin web/" + oldest, (await project.Brine("delete", $"web/{oldest}", "--yes")).Ends(1).Err, StringComparison.Ordinal);
        Assert.False((bool)(await project.State("instance_snapshot_absent", "instance=web", $"name={oldest}"))["result"]!);
        Assert.False((bool)(await project.State("instance_absent", "name=web", "force=true"))["result"]!);

        // A later snapshot inherits the description, but not the pin.
        await project.Incus("snapshot", "restore", "web", oldest);
        await project.Incus("snapshot", "create", "web", "later");
        await project.State("instance_snapshots_rotated", "instance=web", "pattern=later", "keep=1");
        Assert.True((bool)(await project.State("instance_snapshot_absent", "instance=web", "name=later"))["result"]!);

        (await project.Brine("unpin", $"web/{oldest}")).Ends(0);
        (await project.Brine("delete", $"web/{oldest}", "--yes")).Ends(0);
        Assert.DoesNotContain(oldest, await project.Snapshots("web"));
    }

    [Fact]
    public async Task Instances_are_chosen_by_glob_profile_and_config_and_a_missing_one_is_told()
    {
        await using var project = await Project.On("btr");
        await project.Incus("profile", "create", "backup");
        foreach (var name in (string[])["web-1", "web-2", "db"])
            await project.Empty(name);
        await project.Incus("profile", "add", "db", "backup");
        await project.Incus("config", "set", "web-2", "user.tier=test");
        foreach (var name in (string[])["web-1", "web-2", "db"])
            await History(project, name, 3);
        var file = project.Write("policy.sls", """
            tier:
              incus.instance_snapshots_retained:
                - instances: ['web-*', {profile: backup}, gone, {except: web-2}]
                - pattern: daily-*
                - last: 1
            """);

        var failed = JsonNode.Parse((await project.Brine("apply", file, "--out", "json")).Ends(1).Out)!["declarations"]![0]!;

        Assert.Equal($"Deleted 4 old snapshots matching pattern 'daily-*', keeping 2 (1 last); Instance gone (project {project.Name}) does not exist", (string)failed["comment"]!);
        Assert.Equal((1, 3, 1), ((await project.Snapshots("web-1")).Length, (await project.Snapshots("web-2")).Length, (await project.Snapshots("db")).Length));
    }

    [Fact]
    public async Task A_late_bound_name_is_dated_at_each_run_and_a_saved_plan_keeps_its_date()
    {
        await using var project = await Project.On("btr");
        await project.Empty("web");
        var file = project.Write("daily.sls", "d:\n  incus.instance_snapshot_present:\n    - instance: web\n    - name: daily-%Y%m%dT%H%M%S\n");

        (await project.Brine("plan", file, "-o", project.Folder + "/plan.json")).Ends(2);
        var planned = JsonNode.Parse(await File.ReadAllTextAsync(project.Folder + "/plan.json", TestContext.Current.CancellationToken))!.ToJsonString();
        (await project.Brine("apply", project.Folder + "/plan.json")).Ends(0);
        var first = Assert.Single(await project.Snapshots("web"));

        Assert.Matches(@"^daily-\d{8}T\d{6}\z", first);
        Assert.Contains(first, planned, StringComparison.Ordinal);
        Assert.DoesNotContain("%", first, StringComparison.Ordinal);
    }

    private static string Name(DateTime day) => $"daily-{day:yyyyMMdd}";

    private static string Name(DateTimeOffset day) => Name(day.UtcDateTime);

    private static async Task<DateTimeOffset?> Expiry(Project project, string instance, string snapshot) =>
        DateTimeOffset.Parse((string)(await project.Query($"/1.0/instances/{instance}/snapshots/{snapshot}"))["expires_at"]!, CultureInfo.InvariantCulture)
            is { Year: > 1 } at ? at : null;

    /// <summary>One snapshot a day at midnight UTC, the newest so many days ago; gives the days, newest first.</summary>
    private static async Task<List<DateTime>> History(Project project, string instance, int count, int from = 0)
    {
        var days = Enumerable.Range(from, count).Select(i => Today.UtcDateTime.AddDays(-i)).ToList();
        var file = project.Write($"history-{instance}.sls", string.Concat(days.Select(d =>
            $"{Name(d)}:\n  incus.instance_snapshot_present:\n    - instance: {instance}\n")));
        (await project.Brine("apply", file)).Ends(0);
        var dates = string.Join(' ', days.Select(d => $"WHEN '{Name(d)}' THEN '{d:yyyy-MM-dd} 00:00:00+00:00'"));
        await RealIncus.Incus("admin", "sql", "global",
            $"UPDATE instances_snapshots SET creation_date = CASE name {dates} END WHERE name LIKE 'daily-%' AND instance_id = "
            + $"(SELECT instances.id FROM instances JOIN projects ON projects.id = instances.project_id WHERE instances.name = '{instance}' AND projects.name = '{project.Name}')");
        return days;
    }
}
