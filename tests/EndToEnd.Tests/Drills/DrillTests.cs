using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Drills;

/// <summary><c>brine drill</c> on a real server: what it finds, what it leaves, what its clone can reach.</summary>
[Trait("Server", "real")]
public sealed class DrillTests
{
    private const string Sum = "cd / && sha256sum -c /root/sum";

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task A_healthy_snapshot_passes_and_a_corrupted_one_fails_and_both_say_so_ever_after(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("web", isRunning: true);
        await Run(project, "web", "echo precious > /root/db; sha256sum /root/db > /root/sum");
        (await project.Brine("create", "web/good", "--description", "all is well")).Ends(0);
        (await project.Brine("pin", "web/good", "--why", "audit")).Ends(0);
        await Run(project, "web", "echo damaged > /root/db");
        (await project.Brine("create", "web/bad")).Ends(0);
        var before = await project.Fingerprint();

        var passed = (await project.Brine("drill", "web/good", "--check", Sum)).Ends(0);
        var failed = (await project.Brine("drill", "web", "--check", Sum, "--out", "json")).Ends(1);

        Assert.Contains("Snapshot good of instance web passed the drill", passed.Out, StringComparison.Ordinal);
        Assert.Matches(@"web/good +passed( +[0-9.]+ s){4}", passed.Out);
        var told = JsonNode.Parse(failed.Out)!["declarations"]![0]!;
        Assert.False((bool)told["result"]!);
        Assert.Equal(("bad", "failed", Sum), ((string)Drill(told)["snapshot"]!, (string)Drill(told)["result"]!, (string)Drill(told)["check"]!));
        Assert.Contains("the check exited with 1: ", (string)told["comment"]!, StringComparison.Ordinal);
        Assert.Contains("/root/db: FAILED", told["notes"]!.ToJsonString(), StringComparison.Ordinal);
        // Nothing but the note has changed, on anything.
        Assert.Equal(before, await project.Fingerprint());
        var good = (await project.Brine("show", "web/good")).Ends(0).Out;
        Assert.Matches(@"drill +passed 20", good);
        Assert.Contains("all is well", good, StringComparison.Ordinal);
        Assert.Contains("for ever: audit", good, StringComparison.Ordinal);
        Assert.Equal("failed", (string)JsonNode.Parse((await project.Brine("show", "web/bad", "--out", "json")).Ends(0).Out)!["drill"]!["result"]!);
        Assert.Contains("drill-failed", (await project.Brine("doctor", "web", "--out", "json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clone_can_reach_nothing_of_others_and_nobody_else_looks_after_it()
    {
        await using var project = await Project.On("btr");
        await project.Incus("profile", "device", "add", "default", "eth0", "nic", "nictype=p2p");
        await project.Incus("profile", "device", "add", "default", "srv", "disk", "source=/etc", "path=/srv");
        await project.Incus("profile", "set", "default", "boot.autostart=true", "snapshots.schedule=* * * * *", "user.from=profile");
        await project.Incus("storage", "volume", "create", "btr", "data");
        await project.Container("web", isRunning: true, "security.protection.delete=true", "boot.autostart.priority=9", "snapshots.pattern=x-%d", "user.own=1");
        await project.Incus("config", "device", "add", "web", "data", "disk", "pool=btr", "source=data", "path=/data");
        await project.Incus("config", "device", "add", "web", "up", "nic", "nictype=p2p");
        (await project.Brine("create", "web/a")).Ends(0);

        JsonNode clone;
        using (var running = Ran.Start(RealIncus.Brine, project.Arguments("drill", "web/a", "--check", "until [ -e /root/go ]; do sleep 1; done"),
            RealIncus.EnvironmentOf(RealIncus.Directory), project.Folder))
        {
            clone = await Clone(project, running);
            var name = (string)clone["name"]!;
            var net = await project.Said(name, "cat /proc/net/dev; ls -d /data /srv 2>&1; cat /proc/mounts");
            Assert.Contains("lo:", net, StringComparison.Ordinal);
            Assert.DoesNotContain("eth", net, StringComparison.Ordinal);
            Assert.DoesNotContain("up:", net, StringComparison.Ordinal);
            Assert.DoesNotContain(" /data ", net, StringComparison.Ordinal);
            Assert.DoesNotContain(" /srv ", net, StringComparison.Ordinal);
            await Run(project, name, "touch /root/go");
            await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, running.ExitCode);
        }

        Assert.Empty(clone["profiles"]!.AsArray());
        Assert.Equal(["root"], clone["expanded_devices"]!.AsObject().Where(d => (string)d.Value!["type"]! != "none").Select(d => d.Key));
        var config = clone["expanded_config"]!.AsObject();
        Assert.Equal(("false", "profile", "1"), ((string)config["boot.autostart"]!, (string)config["user.from"]!, (string)config["user.own"]!));
        Assert.DoesNotContain(config, c => c.Key.StartsWith("snapshots.", StringComparison.Ordinal) || c.Key.StartsWith("security.protection", StringComparison.Ordinal)
            || c.Key == "boot.autostart.priority" || c.Key.EndsWith(".hwaddr", StringComparison.Ordinal));
        Assert.Equal(["web"], await Names(project));
        Assert.Equal("Running", await project.Status("web"));
        await project.Incus("config", "unset", "web", "security.protection.delete");
        await project.Incus("delete", "-f", "web");
    }

    [Theory]
    [InlineData("sleep 1000")]
    [InlineData("trap '' TERM; while :; do sleep 1; done")]
    public async Task A_check_without_end_meets_its_time_and_the_clone_is_gone(string check)
    {
        await using var project = await Project.On("btr");
        await project.Container("web");
        (await project.Brine("create", "web/a")).Ends(0);

        var failed = await project.Brine("drill", "web", "--check", "echo begun; " + check, "--timeout", "2s", "--out", "json");

        Assert.Equal("Snapshot a of instance web failed the drill: the check did not end within 2s", Comment(failed));
        Assert.Equal(["web"], await Names(project));
        Assert.Equal("Stopped", await project.Status("web"));
    }

    [Fact]
    public async Task A_clone_that_does_not_start_or_does_not_stay_is_a_failure_that_says_why()
    {
        await using var project = await Project.On("btr");
        await project.Container("web", isRunning: true);
        await Run(project, "web", "rm /sbin/init");
        (await project.Brine("create", "web/none")).Ends(0);
        await Run(project, "web", "printf '#!/bin/sh\\nexit 0\\n' > /sbin/init; chmod 755 /sbin/init");
        (await project.Brine("create", "web/short")).Ends(0);

        var none = Comment(await project.Brine("drill", "web/none", "--check", "true", "--out", "json"));
        var brief = Comment(await project.Brine("drill", "web/short", "--check", "sleep 30", "--out", "json"));

        // Whether Incus notices in time that there is no init, and when exactly one ends, is their own affair.
        Assert.Matches("its clone (did not start: |started and ended again at once).*/sbin/init", none);
        Assert.Matches("its clone (did not start|started and ended again at once|ended while the check was to be run)", brief);
        Assert.Equal(["web"], await Names(project));
        Assert.Matches(@"drill +failed 20\d\d-\d\d-\d\d \d\d:\d\d UTC: its clone (did not start|started and ended again)", (await project.Brine("show", "web/none")).Ends(0).Out.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task What_would_be_drilled_is_shown_and_what_is_not_there_is_refused()
    {
        await using var project = await Project.On("btr");
        await project.Container("web");
        await project.Container("new");
        (await project.Brine("create", "web/a")).Ends(0);
        (await project.Brine("create", "web/b")).Ends(0);

        var shown = (await project.Brine("drill", "web", "--check", "true", "--pattern", "a*", "--test")).Ends(2).Out;

        Assert.Contains("drill snapshot a", shown, StringComparison.Ordinal);
        Assert.Contains("$ true", shown, StringComparison.Ordinal);
        Assert.Contains("Snapshot c does not exist for instance web", (await project.Brine("drill", "web/c", "--check", "true")).Ends(1).Err, StringComparison.Ordinal);
        Assert.Contains("Instance new has no snapshot to drill", (await project.Brine("drill", "new", "--check", "true")).Ends(1).Err, StringComparison.Ordinal);
        Assert.Contains("--check", (await project.Brine("drill", "web")).Ends(3).Err, StringComparison.Ordinal);
    }

    internal static async Task<string[]> Names(Project project) =>
        [.. (await project.Query("/1.0/instances?recursion=1")).AsArray().Select(i => (string)i!["name"]!).Order(StringComparer.Ordinal)];

    internal static Task Run(Project project, string instance, string script) => project.Incus("exec", instance, "--", "sh", "-c", script);

    private static string Comment(Ran failed) => (string)JsonNode.Parse(failed.Ends(1).Out)!["declarations"]![0]!["comment"]!;

    private static JsonNode Drill(JsonNode declaration) => declaration["changes"]!["drill"]!["new"]!;

    /// <summary>The clone of a drill that is under way, once something runs in it.</summary>
    private static async Task<JsonNode> Clone(Project project, System.Diagnostics.Process drill)
    {
        while (true)
        {
            Assert.False(drill.HasExited, "the drill ended before its check");
            var clone = (await project.Query("/1.0/instances?recursion=1")).AsArray().FirstOrDefault(i => ((string)i!["name"]!).StartsWith("brine-drill-web-", StringComparison.Ordinal));
            if ((string?)clone?["status"] == "Running")
                return clone;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
