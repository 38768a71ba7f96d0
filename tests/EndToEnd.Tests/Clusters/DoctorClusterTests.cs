using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Clusters;

/// <summary>The doctor's checks of clusters, on a real one of three.</summary>
[Trait("Server", "real")]
[Trait("Bench", "cluster")]
[Collection(Cluster.Turns)]
public sealed class DoctorClusterTests
{
    [Fact]
    public async Task Members_that_are_evacuated_or_gone_and_the_instances_on_them()
    {
        await using var project = await Cluster.Project();
        await using var cluster = new Cluster();
        var clinic = new Clinic(project, Cluster.At("m1"));
        await Cluster.Container(project, "c2", "m2");
        await project.Incus("snapshot", "create", "c2", "a");
        await clinic.Gone("member-offline", "m2");
        // Its files are on another machine, and nothing is said of them.
        Assert.Contains("on member m2", (string)(await clinic.Found("not-checked", ""))["message"]!, StringComparison.Ordinal);

        await cluster.Evacuate("m3");
        await clinic.FoundHealedAndGone("member-evacuated", "m3", "Unavailable due to maintenance");

        await cluster.Kill("m2");
        await clinic.Found("instance-unreachable", "c2");
        await Cluster.UntilOffline("m2");
        var found = await clinic.Found("member-offline", "m2");
        Assert.Matches("it is offline: No heartbeat for [0-9ms]+s", (string)found["message"]!);
        await clinic.Found("instance-unreachable", "c2");
        Assert.Equal("systemctl start incus", (string?)found["commands"]![0]);

        // What that command does where there is systemd.
        await cluster.Revive("m2");
        await clinic.Gone("member-offline", "m2");
        await clinic.Gone("instance-unreachable", "c2");
    }
}
