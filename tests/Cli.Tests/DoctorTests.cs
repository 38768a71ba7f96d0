using Brine.Cli.Tests.Support;
using Brine.Sandbox;

namespace Brine.Cli.Tests;

/// <summary><c>brine doctor</c>: formats, exit codes, what <c>--fix</c> does and asks. What each check finds is in Planner.Tests.</summary>
public sealed class DoctorTests
{
    /// <summary>What cannot be made on a machine without ZFS or a second one, and some of the rest.</summary>
    private const string Ill = """
        {
          "server": "m1", "members": ["m1", "m2", "m3"],
          "pools": [{"name": "tank", "driver": "zfs", "used": "97GiB"}, {"name": "local", "driver": "dir", "inodes_used": "900", "inodes_total": "1000"},
                    {"name": "old", "driver": "lvm", "status": "Unavailable"}],
          "projects": [{"name": "lab", "config": {"features.profiles": "true"}}],
          "profiles": [{"name": "default", "devices": {"root": {"type": "disk", "path": "/", "pool": "tank"}}},
                       {"name": "nightly", "project": "lab", "config": {"snapshots.pattern": "auto-%Y%m%d"}}],
          "volumes": [{"name": "data", "pool": "tank"}],
          "instances": [
            {"name": "db", "status": "Running", "created_at": "2025-11-01T00:00:00Z", "started_at": "2025-12-01T00:00:00Z",
             "config": {"snapshots.schedule": "0 5 * * *", "snapshots.expiry": "2w", "user.brine.snapshot": "x"},
             "devices": {"data": {"type": "disk", "pool": "tank", "source": "data", "path": "/srv"}},
             "snapshots": [{"name": "snap0", "created_at": "2026-01-12T04:59:30Z", "expires_at": "2026-01-26T04:59:30Z"},
                           {"name": "before-update", "created_at": "2026-01-14T09:00:00Z", "expires_at": "2026-01-28T09:00:00Z"}]},
            {"name": "vm", "type": "virtual-machine", "status": "Running", "config": {"migration.stateful": "true"}},
            {"name": "web", "status": "Frozen", "config": {"snapshots.pattern": "auto-%Y%m%d", "snapshots.schedule": "@daily"}},
            {"name": "far", "location": "m2"}
          ]
        }
        """;

    private const string Mild = """{"pools": [{"name": "btr", "driver": "btrfs"}], "instances": [{"name": "web"}]}""";

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task The_doctor_speaks(string format)
    {
        await using var stage = await IllAsync();
        var end = await stage.RunAsync("doctor", "--out", format);
        Assert.Equal(Exits.Failed, end.Code);
        Assert.Empty(stage.Writes);
        Golden.Equal("doctor-" + format, stage.Transcript);
    }

    [Fact]
    public async Task On_a_terminal_sentences_fit_and_commands_stay_whole()
    {
        await using var stage = await IllAsync();
        var output = new StringWriter { NewLine = "\n" };
        await CommandLine.RunAsync(["doctor", "-v"], stage.World(output, new StringWriter()) with { OutIsTerminal = true, Width = 80 });
        Assert.All(output.ToString().Split('\n').Where(l => !l.Contains("$ ", StringComparison.Ordinal)), l => Assert.True(l.Length <= 80, l));
        Golden.Equal("doctor-terminal", Golden.Scrub(output.ToString(), stage.Folder));
    }

    [Fact]
    public async Task Exit_codes_tell_how_bad_it_is()
    {
        await using var stage = await Stage.OpenAsync(seed: SandboxSeed.Parse(Mild));
        Assert.Equal(Exits.Done, (await stage.RunAsync("doctor")).Code); // a note: no daemon's folder is here
        await stage.RunAsync("state", "instance_present", "name=web", "config={snapshots.schedule: '0 5 * * *', snapshots.expiry: 9w}");
        Assert.Equal(Exits.ChangesPending, (await stage.RunAsync("doctor")).Code);
        Assert.Equal(Exits.Failed, (await stage.RunAsync("doctor", "nowhere")).Code);
        Assert.Equal(Exits.Failed, (await stage.RunAsync("doctor", "--project", "nowhere")).Code);
        Assert.Equal(Exits.BadInput, (await stage.RunAsync("doctor", "a:x", "b:y")).Code);
        Assert.Equal(Exits.BadInput, (await stage.RunAsync("doctor", "--states", stage.Write("bad.sls", "a: [\n"))).Code);
        Assert.Equal(Exits.Unreachable, (await stage.RunAsync("doctor", "--socket", stage.Folder + "/none")).Code);
        Golden.Equal("doctor-exits", stage.Transcript);
    }

    [Fact]
    public async Task What_loses_nothing_is_repaired_and_the_rest_is_left()
    {
        await using var stage = await IllAsync();
        var end = await stage.RunAsync("doctor", "--fix");
        Assert.Equal(Exits.Failed, end.Code); // what is left is still bad
        Assert.Equal(["PATCH /1.0/instances/web?project=default", "PATCH /1.0/instances/db?project=default"], stage.Writes);
        Golden.Equal("doctor-fix", stage.Transcript);
        // Nothing is repaired twice.
        await stage.RunAsync("doctor", "--fix", "--out", "json");
        Assert.Equal(2, stage.Writes.Count());
        Assert.Equal(Exits.Failed, (await stage.RunAsync("doctor", "web", "--fix", "--yes")).Code);
        Assert.EndsWith("PUT /1.0/instances/web/state?project=default", stage.Writes.Last(), StringComparison.Ordinal);
        await stage.RunAsync("doctor", "--project", "lab", "--fix");
        Assert.EndsWith("PATCH /1.0/profiles/nightly?project=lab", stage.Writes.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_it_asks_first()
    {
        await using var stage = await IllAsync();
        var no = await stage.AnswerAsync("n\n", "doctor", "--fix");
        Assert.Equal(Exits.Failed, no.Code);
        Assert.Contains("nothing was changed", no.Error, StringComparison.Ordinal);
        Assert.Empty(stage.Writes);
        await stage.AnswerAsync("y\n", "doctor", "--fix");
        Assert.NotEmpty(stage.Writes);
    }

    [Fact]
    public async Task A_repair_that_fails_is_said_and_the_others_are_done()
    {
        await using var stage = await IllAsync();
        stage.Server.Control.FailNext("PATCH /1.0/instances/db*", "disk on fire", times: 9);
        var end = await stage.RunAsync("doctor", "--fix", "--out", "json");
        Assert.Equal(Exits.Failed, end.Code);
        Assert.Contains("disk on fire", end.Error, StringComparison.Ordinal);
        Assert.Contains("\"done\": false", end.Out, StringComparison.Ordinal);
        Assert.Contains("\"done\": true", end.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declarations_are_held_against_the_server()
    {
        await using var stage = await IllAsync();
        var file = stage.Write("f.sls", """
            keep:
              incus.instance_snapshot_present: [instance: db, name: before-update]
            back:
              incus.instance_snapshot_restored: [instance: db, name: snap0]
            gone:
              incus.instance_snapshot_present: [instance: gone, name: a]
            """);
        var end = await stage.RunAsync("doctor", "--states", file);
        foreach (var said in (string[])["expiry-declared: db/before-update", "restore-blocked: db/snap0: its restore is declared (back)", "instance-missing: gone"])
            Assert.Contains(said, end.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("expiry-inherited", end.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_name_the_server_as_the_user_did()
    {
        await using var stage = await IllAsync();
        var end = await stage.RunAsync("doctor", "db", "--socket", stage.Server.SocketPath);
        Assert.Contains($"INCUS_SOCKET={stage.Server.SocketPath} incus config unset db user.brine.snapshot", end.Out, StringComparison.Ordinal);
        Assert.Contains($"name=before-update expires=never --socket {stage.Server.SocketPath}", end.Out, StringComparison.Ordinal);
        stage.Environment["INCUS_PROJECT"] = "lab";
        end = await stage.RunAsync("doctor", "db", "--project", "default");
        Assert.Contains("incus config unset db user.brine.snapshot --project default", end.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remote_given_with_the_name_is_in_the_commands()
    {
        await using var stage = await IllAsync();
        stage.Write("config.yml", $"default-remote: local\nremotes:\n  prod: {{addr: 'unix://{stage.Server.SocketPath}', protocol: incus}}\n");
        foreach (var arguments in (string[][])[["prod:db"], ["db", "--remote", "prod"]])
            Assert.Contains("incus config unset prod:db user.brine.snapshot", (await stage.RunAsync(["doctor", .. arguments])).Out, StringComparison.Ordinal);
    }

    private static async Task<Stage> IllAsync()
    {
        var stage = await Stage.OpenAsync(seed: SandboxSeed.Parse(Ill));
        stage.Server.Control.TakeMemberOffline("m2");
        stage.Server.Control.EvacuateMember("m3");
        return stage;
    }
}
