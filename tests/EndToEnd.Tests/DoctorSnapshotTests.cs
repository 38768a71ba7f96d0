using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The doctor's checks of snapshots: each fault made on a real server, found, healed by what was printed, gone.</summary>
[Trait("Server", "real")]
public sealed class DoctorSnapshotTests
{
    [Fact]
    public async Task Names_dates_and_missing_data()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("c1");
        Assert.DoesNotContain((await clinic.Examine("c1"))["findings"]!.AsArray(), f => (string?)f!["subject"]!["project"] == project.Name);

        await Post(project, "auto-%Y%m0");
        await clinic.FoundHealedAndGone("snapshot-name", "c1/auto-%Y%m0", "the incus tool cannot delete it");
        Assert.Equal(["auto-Y-m0"], await project.Snapshots("c1"));

        await project.Incus("snapshot", "create", "c1", "late");
        await Sql($"UPDATE instances_snapshots SET creation_date='2031-01-01 00:00:00' WHERE name='late' AND instance_id={Id(project, "c1")}");
        await clinic.FoundHealedAndGone("snapshot-date", "c1/late", "it is dated 2031-01-01 00:00 UTC");
        Assert.Equal(["auto-Y-m0"], await project.Snapshots("c1"));

        await project.Incus("snapshot", "create", "c1", "old");
        await Sql($"UPDATE instances_snapshots SET creation_date='0001-01-01 00:00:00' WHERE name='old' AND instance_id={Id(project, "c1")}");
        await clinic.FoundHealedAndGone("snapshot-date", "c1/old", "it has no date");
    }

    [Theory]
    [InlineData("btr")]
    [InlineData("dirp")]
    public async Task A_snapshot_whose_data_is_gone(string pool)
    {
        await using var project = await Project.On(pool);
        var clinic = new Clinic(project);
        await project.Container("c1");
        foreach (var name in (string[])["a", "b", "kept"])
            await project.Incus("snapshot", "create", "c1", name);
        await Lose(project, "a");
        await Lose(project, "b");

        await clinic.FoundHealedAndGone("snapshot-phantom", "c1/a", "has no data");
        // What deletes is not done without being agreed to, and nothing that has data is.
        var ran = await clinic.Brine("doctor", "c1", "--fix", "--out", "json");
        Assert.Contains("give --yes", ran.Err, StringComparison.Ordinal);
        Assert.Equal(["b", "kept"], await project.Snapshots("c1"));
        await clinic.FoundFixedAndGone("snapshot-phantom", "c1/b", "has no data", "--yes");
        Assert.Equal(["kept"], await project.Snapshots("c1"));
    }

    [Fact]
    public async Task Expiries_that_take_what_somebody_counts_on()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("c1");
        await project.Incus("config", "set", "c1", "snapshots.expiry=7d");
        await project.Incus("snapshot", "create", "c1", "by-hand");
        await clinic.FoundHealedAndGone("expiry-inherited", "c1/by-hand", "snapshots.expiry of c1 is '7d'");
        await project.Incus("config", "unset", "c1", "snapshots.expiry");

        var file = project.Write("base.sls", "base:\n  incus.instance_snapshot_present: [instance: c1]\n");
        (await clinic.Brine("apply", file)).Ends(0);
        await clinic.Gone("expiry-declared", "c1/base", "--states", file);
        await Expire(project, "base");
        await clinic.FoundHealedAndGone("expiry-declared", "c1/base", "it is declared (base)", null, "--states", file);

        foreach (var name in (string[])["pin1", "pin2"])
        {
            await project.Incus("snapshot", "create", "c1", name);
            (await clinic.Brine("pin", "c1/" + name, "--why", "audit")).Ends(0);
            await clinic.Gone("expiry-pinned", "c1/" + name);
            await Expire(project, name);
        }

        await clinic.FoundHealedAndGone("expiry-pinned", "c1/pin1", "it is pinned (audit)");
        await clinic.FoundFixedAndGone("expiry-pinned", "c1/pin2", "Incus deletes it at");
        Assert.Equal("0001-01-01T00:00:00Z", (string?)(await project.Query("/1.0/instances/c1/snapshots/pin2"))["expires_at"]);
    }

    [Fact]
    public async Task Notes_of_Brine_left_behind()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("c1");
        await project.Incus("config", "set", "c1", """user.brine.snapshot={"name":"a","description":"b"}""");
        await clinic.FoundHealedAndGone("leftover-key", "c1", "user.brine.snapshot");
        await project.Incus("config", "set", "c1", "user.brine.snapshot=x", "user.mine=1");
        await clinic.FoundFixedAndGone("leftover-key", "c1", "user.brine.snapshot");
        Assert.Equal("1", (string?)(await project.Query("/1.0/instances/c1"))["config"]!["user.mine"]);

        const string volume = "/1.0/storage-pools/btr/volumes/container/c1";
        async Task Describe() => await Put(project, "PUT", volume,
            new JsonObject { ["description"] = "mine\n\nBrine-Pin: 2026-01-01T00:00:00Z; for ever", ["config"] = new JsonObject() });
        await Describe();
        await clinic.FoundHealedAndGone("leftover-trailers", "c1", "Brine-Pin: 2026-01-01T00:00:00Z");
        await Describe();
        await clinic.FoundFixedAndGone("leftover-trailers", "c1", "Brine-Pin", "c1");
        Assert.Equal("mine", (string?)(await project.Query(volume))["description"]);
    }

    [Fact]
    public async Task A_restore_that_a_killed_run_did_not_see_the_end_of()
    {
        await using var project = await Project.On("dirp");
        var clinic = new Clinic(project);
        await project.Container("c1", isRunning: true);
        await project.Incus("exec", "c1", "--", "sh", "-c", "dd if=/dev/urandom of=/root/f bs=1M count=80; sync");
        await project.Incus("snapshot", "create", "c1", "base");
        using (var running = clinic.Start("restore", "c1/base", "--yes"))
        {
            while (!(await project.Incus("operation", "list", "-f", "csv")).Contains("Restoring snapshot", StringComparison.Ordinal))
                await Task.Delay(5, TestContext.Current.CancellationToken);
            running.Kill();
            await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Incus goes on with it; another would wait for it.
        await clinic.FoundHealedAndGone("restore-unfinished", "c1", "a restore to base was cut off");
        Assert.Equal("Running", await project.Status("c1"));
    }

    private static string Id(Project project, string instance) =>
        $"(SELECT instances.id FROM instances JOIN projects ON projects.id=project_id WHERE instances.name='{instance}' AND projects.name='{project.Name}')";

    private static Task Sql(string statement) => RealIncus.Incus("admin", "sql", "global", statement);

    /// <summary>With a name that the tool would not send.</summary>
    private static async Task Post(Project project, string name)
    {
        await Put(project, "POST", "/1.0/instances/c1/snapshots", new JsonObject { ["name"] = name });
        while (!(await project.Snapshots("c1")).Contains(name))
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private static Task Expire(Project project, string snapshot) => Put(project, "PUT", $"/1.0/instances/c1/snapshots/{snapshot}",
        new JsonObject { ["expires_at"] = "2031-01-01T00:00:00Z" });

    private static Task Put(Project project, string method, string path, JsonObject body) =>
        RealIncus.Incus("query", "-X", method, "--wait", "-d", body.ToJsonString(), $"{path}?project={project.Name}");

    /// <summary>The data of a snapshot, as a disk may lose it.</summary>
    private static async Task Lose(Project project, string snapshot)
    {
        var folder = Path.Combine(RealIncus.Directory, "storage-pools", project.Pool, "containers-snapshots", $"{project.Name}_c1", snapshot);
        Assert.True(System.IO.Directory.Exists(folder), folder);
        var (program, arguments) = project.Pool == "btr" ? ("btrfs", (string[])["subvolume", "delete", folder]) : ("rm", ["-rf", folder]);
        (await Ran.Of(program, arguments)).Ends(0);
    }
}
