using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Drills;

/// <summary><c>incus.snapshot_drilled</c>, as a state and in a pillar.</summary>
[Trait("Server", "real")]
public sealed class DrillStateTests
{
    [Fact]
    public async Task A_state_drills_when_it_is_due_and_changes_nothing_otherwise()
    {
        await using var project = await Project.On("btr");
        await project.Container("web");
        (await project.Brine("create", "web/a")).Ends(0);
        string[] weekly = ["name=weekly", "instance=web", "check=test -x /sbin/init", "every=7d"];

        var planned = await project.State("snapshot_drilled", [.. weekly, "--test"]);
        var first = await project.State("snapshot_drilled", weekly);
        (await project.Brine("create", "web/b")).Ends(0);
        var second = await project.State("snapshot_drilled", weekly);
        var other = await project.State("snapshot_drilled", "name=weekly", "instance=web", "check=false", "every=7d");
        var again = await project.State("snapshot_drilled", "name=weekly", "instance=web", "check=false", "every=7d");

        Assert.Null(planned["result"]);
        Assert.Equal("to be made", (string)planned["changes"]!["drill"]!["new"]!);
        Assert.Equal((true, "passed"), ((bool)first["result"]!, (string)first["changes"]!["drill"]!["new"]!["result"]!));
        Assert.Equal((true, "{}"), ((bool)second["result"]!, second["changes"]!.ToJsonString()));
        Assert.StartsWith("Snapshot a of instance web passed its drill at ", (string)second["comment"]!, StringComparison.Ordinal);
        // Another check has not passed, and what failed is tried again at each run.
        Assert.Equal((false, "failed"), ((bool)other["result"]!, (string)other["changes"]!["drill"]!["new"]!["result"]!));
        Assert.Equal((false, "b"), ((bool)again["result"]!, (string)again["changes"]!["drill"]!["new"]!["snapshot"]!));
    }

    [Fact]
    public async Task A_pillar_drills_what_the_same_run_takes()
    {
        await using var project = await Project.On("btr");
        await project.Container("web", isRunning: true);
        var file = project.Write("pillar.sls", """
            incus:
              instance_snapshots:
                nightly: {instance: web, name: nightly}
              snapshot_drills:
                restorable: {instance: web, pattern: 'night*', check: test -x /sbin/init, every: 7d, timeout: 30s}
            """);

        (await project.Brine("plan", file)).Ends(2);
        var applied = (await project.Brine("apply", file)).Ends(0);
        (await project.Brine("plan", file)).Ends(0);

        Assert.Contains("Snapshot nightly of instance web passed the drill", applied.Out, StringComparison.Ordinal);
        Assert.Equal(["web"], await DrillTests.Names(project));
    }
}
