using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The doctor's checks of what holds memory, on virtual machines.</summary>
[Trait("Server", "real")]
[Trait("Bench", "vm")]
public sealed class DoctorVmTests
{
    [Fact]
    public async Task Memory_without_room_and_memory_many_times_over()
    {
        await using var project = await Project.On("dirp", RealIncus.VmDirectory);
        var clinic = new Clinic(project, RealIncus.VmDirectory);
        var script = Path.Combine(RealIncus.Repository, "tests", "bench", "vm.sh");
        (await Ran.Of(script, ["make", RealIncus.VmDirectory, "vm", project.Pool, project.Name])).Ends(0);
        await clinic.Gone("stateful-prerequisites", "vm", "vm");
        foreach (var name in (string[])["a", "b", "c"])
            await project.Incus("snapshot", "create", "vm", name, "--stateful");
        await clinic.FoundHealedAndGone("stateful-many", "vm", "3 stateful snapshots");
        Assert.Equal(["c"], await project.Snapshots("vm"));

        await project.Incus("stop", "-f", "vm");
        await project.Incus("config", "device", "unset", "vm", "root", "size.state");
        await clinic.FoundHealedAndGone("stateful-prerequisites", "vm", "its memory (128MiB) has no room: size.state of its root disk is not set");
        await project.Incus("config", "unset", "vm", "migration.stateful");
        await clinic.FoundHealedAndGone("stateful-prerequisites", "vm", "migration.stateful is not set, and it has 1 stateful snapshot");
    }
}
