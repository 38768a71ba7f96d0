using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Clusters;

/// <summary>Members that are gone: what is theirs is unknown, and everything else goes on.</summary>
[Trait("Server", "real")]
[Trait("Bench", "cluster")]
[Collection(Cluster.Turns)]
public sealed class OutageTests
{
    private const string Away = "could not be examined: its cluster member m2 does not answer";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_on_a_member_that_is_gone_is_unknown_the_rest_is_done_and_the_next_apply_converges(bool isKnown)
    {
        await using var project = await Cluster.Project();
        await using var cluster = new Cluster();
        await Cluster.Containers(project);
        await Cluster.Container(project, "d2", "m2");
        await Cluster.Snapshots(project, "old");
        var file = project.Write("all.sls", """
            {% for i in ['c1', 'c2', 'c3'] %}
            {{ i }}-old:
              incus.instance_snapshot_absent:
                - {instance: {{ i }}, name: old}
            {{ i }}-new:
              incus.instance_snapshot_present:
                - {instance: {{ i }}, name: new}
            {% endfor %}
            gone:
              incus.instance_absent:
                - name: d2
            """);
        await cluster.Kill("m2");
        if (isKnown)
            await Cluster.UntilOffline("m2");

        var planned = JsonNode.Parse((await Cluster.Brine(project, "m3", "plan", file, "--out", "json")).Ends(1).Out)!;
        var applied = JsonNode.Parse((await project.Brine("apply", file, "--out", "json")).Ends(1).Out)!;

        foreach (var report in new[] { planned, applied })
        {
            var of2 = Of(report, "c2-old", "c2-new", "gone");
            Assert.Equal(3, of2.Count);
            Assert.All(of2, d => Assert.False((bool?)d["result"], report.ToJsonString()));
            Assert.All(of2, d => Assert.Matches("^Instance [cd]2 " + Away, (string)d["comment"]!));
            Assert.All(of2, d => Assert.Empty(d["changes"]!.AsObject()));
        }

        Assert.All(Of(applied, "c1-old", "c1-new", "c3-old", "c3-new"), d => Assert.True((bool)d["result"]!, applied.ToJsonString()));
        foreach (var i in (string[])["c1", "c3"])
            Assert.Equal(["new"], await project.Snapshots(i));
        var listed = await project.Brine("list");
        listed.Ends(1);
        Assert.Contains("c2 (project " + project.Name + "): its cluster member m2 does not answer", Flat(listed.Err), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^c1 .*  Stopped, on m1$", listed.Out);
        Assert.DoesNotContain("old", listed.Out, StringComparison.Ordinal);

        await cluster.Revive("m2");
        Assert.Equal(["old"], await project.Snapshots("c2"));
        (await project.Brine("apply", file)).Ends(0);
        Assert.Equal(["new"], await project.Snapshots("c2"));
        Assert.DoesNotContain("d2", (await project.Query("/1.0/instances")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_says_what_it_could_not_see_and_deletes_nothing_of_it()
    {
        await using var project = await Cluster.Project();
        await using var cluster = new Cluster();
        await Cluster.Containers(project);
        foreach (var name in (string[])["d-1", "d-2", "d-3"])
            await Cluster.Snapshots(project, name);
        var file = project.Write("policy.sls", """
            keep:
              incus.instance_snapshots_retained:
                - instances: 'c*'
                - pattern: 'd-*'
                - last: 1
            """);
        await cluster.Kill("m2");

        var applied = JsonNode.Parse((await project.Brine("apply", file, "--out", "json")).Ends(1).Out)!["declarations"]![0]!;

        Assert.False((bool)applied["result"]!);
        Assert.Contains("Deleted 4 old snapshots", (string)applied["comment"]!, StringComparison.Ordinal);
        Assert.Contains(Away, (string)applied["comment"]!, StringComparison.Ordinal);
        foreach (var i in (string[])["c1", "c3"])
            Assert.Equal(["d-3"], await project.Snapshots(i));
        var pruned = await project.Brine("prune", "c*", "--pattern", "d-*", "--last", "1", "--yes");
        pruned.Ends(1);
        Assert.Contains("its cluster member m2 does not answer", Flat(pruned.Out + pruned.Err), StringComparison.Ordinal);
        await cluster.Revive("m2");
        Assert.Equal(["d-1", "d-2", "d-3"], await project.Snapshots("c2"));
    }

    [Fact]
    public async Task A_member_that_dies_over_a_set_keeps_no_other_frozen_and_recover_puts_its_own_right()
    {
        await using var project = await Cluster.Project();
        await using var cluster = new Cluster();
        await Cluster.Containers(project, areRunning: true);
        // So that the set takes its time: the member dies while all of them are frozen.
        await project.Incus("exec", "c1", "--", "dd", "if=/dev/urandom", "of=/root/data", "bs=1M", "count=600");
        using var running = Ran.Start(RealIncus.Brine, project.Arguments("group", "create", "x", "c1", "c2", "c3"),
            RealIncus.EnvironmentOf(Cluster.At("m1")), project.Folder);
        while (await project.Status("c3") != "Frozen")
            Assert.False(running.HasExited, "the set was taken before the member could die");

        await cluster.Kill("m2");
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);

        var said = Flat(await running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
            + await running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.True(running.ExitCode == 1, said);
        foreach (var i in (string[])["c1", "c3"])
        {
            Assert.True(await project.Status(i) == "Running", $"{i}: {said}");
            Assert.Empty(await project.Snapshots(i));
        }

        // Mostly over the freeze (which then stays Frozen or Freezing); on a busy machine now and then just behind it.
        Assert.Matches("c2( is still frozen|/x may be left): its cluster member m2 does not answer", said);
        Assert.Contains("'brine recover', tries again", said, StringComparison.Ordinal);
        (await project.Brine("recover")).Ends(1);
        await cluster.Revive("m2");
        Assert.Matches("thawed c2|removed c2/x", (await project.Brine("recover")).Ends(0).Out);
        Assert.Equal("Running", await project.Status("c2"));
        Assert.Empty(await project.Snapshots("c2"));
    }

    [Fact]
    public async Task Without_a_majority_nothing_is_changed_and_the_cluster_is_named_as_the_cause()
    {
        await using var project = await Cluster.Project();
        await using var cluster = new Cluster();
        await Cluster.Containers(project);
        await cluster.Kill("m2");
        await cluster.Kill("m3");

        var ran = await project.Brine("create", "c1/a");

        Assert.True(ran.Exit is 1 or 4, ran.Out + ran.Err);
        Assert.Contains("has lost its majority", Flat(ran.Out + ran.Err), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evacuated_member_is_told_from_one_that_is_gone()
    {
        await using var project = await Cluster.Project();
        await using var cluster = new Cluster();
        await Cluster.Containers(project);
        await project.Incus("config", "set", "c3", "cluster.evacuate=stop");
        await cluster.Evacuate("m3");

        var started = await project.State("instance_running", "name=c3");
        (await project.Brine("create", "c3/a")).Ends(0);

        Assert.False((bool)started["result"]!);
        Assert.Contains("its cluster member m3 is evacuated and starts nothing", (string)started["comment"]!, StringComparison.Ordinal);
        Assert.Equal(["a"], await project.Snapshots("c3"));
        (await project.Brine("clone", "c3/a", "copy", "--start")).Ends(0);
        Assert.NotEqual("m3", (string)(await project.Query("/1.0/instances/copy"))["location"]!);
        await cluster.Restore("m3");
        Assert.True((bool)(await project.State("instance_running", "name=c3"))["result"]!);
    }

    private static List<JsonNode> Of(JsonNode report, params string[] ids) =>
        [.. report["declarations"]!.AsArray().Where(d => ids.Contains((string)d!["id"]!)).Select(d => d!)];

    /// <summary>As if the screen were endlessly wide.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
