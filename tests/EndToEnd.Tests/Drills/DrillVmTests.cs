using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Drills;

/// <summary>A virtual machine whose guest has no agent, as all have on this bench: its clone starts, and cannot be asked.</summary>
[Trait("Server", "real")]
[Trait("Bench", "vm")]
public sealed class DrillVmTests
{
    [Fact]
    public async Task Without_an_agent_no_check_can_be_run_and_the_clone_is_removed_all_the_same()
    {
        await using var project = await Project.On("btr", RealIncus.VmDirectory);
        await VmTests.Machine(project, "vm");
        (await project.Brine("create", "vm/a")).Ends(0);
        var before = await project.Fingerprint();

        var failed = (await project.Brine("drill", "vm/a", "--check", "true", "--ready-timeout", "3s", "--out", "json")).Ends(1);

        Assert.Contains("its clone started, but no command could be run in it within 3s: its agent does not answer", failed.Out, StringComparison.Ordinal);
        Assert.Equal(["vm"], await DrillTests.Names(project));
        Assert.Equal(before, await project.Fingerprint());
    }
}
