using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Clusters;

/// <summary>A cluster of three whose members are all there, asked through each of them.</summary>
[Trait("Server", "real")]
[Trait("Bench", "cluster")]
[Collection(Cluster.Turns)]
public sealed class MemberTests
{
    [Fact]
    public async Task Snapshots_on_all_members_are_planned_made_shown_and_deleted_through_any_of_them()
    {
        await using var project = await Cluster.Project();
        await Cluster.Containers(project);
        var file = project.Write("all.sls", """
            {% for i in ['c1', 'c2', 'c3'] %}
            {{ i }}-a:
              incus.instance_snapshot_present:
                - instance: {{ i }}
                - name: a
                - description: of {{ i }}
            {% endfor %}
            """);

        (await Cluster.Brine(project, "m2", "plan", file)).Ends(2);
        (await Cluster.Brine(project, "m3", "apply", file)).Ends(0);

        foreach (var member in Cluster.Members)
        {
            (await Cluster.Brine(project, member, "plan", file)).Ends(0);
            var listed = (await Cluster.Brine(project, member, "list")).Ends(0).Out;
            foreach (var number in "123")
                Assert.Matches($@"(?m)^c{number} .*  Stopped, on m{number}\n  a .* of c{number}$", listed);
        }

        Assert.Matches("member +m2", (await Cluster.Brine(project, "m3", "show", "c2/a")).Ends(0).Out);
        Assert.Equal("m2", (string)JsonNode.Parse((await project.Brine("show", "c2/a", "--out", "json")).Ends(0).Out)!["member"]!);
        var doctor = JsonNode.Parse((await project.Brine("doctor", "--out", "json")).Out)!;
        Assert.DoesNotContain(doctor["findings"]!.AsArray(), f => (string)f!["severity"]! == "error");

        (await Cluster.Brine(project, "m2", "delete", "c1/a", "c2/a", "c3/a", "--yes")).Ends(0);
        foreach (var number in "123")
            Assert.Empty(await project.Snapshots($"c{number}"));
    }

    [Fact]
    public async Task A_restore_and_a_policy_work_on_members_that_are_not_the_one_asked()
    {
        await using var project = await Cluster.Project();
        await Cluster.Containers(project, areRunning: true);
        foreach (var i in (string[])["c1", "c2", "c3"])
            await project.Incus("exec", i, "--", "sh", "-c", "echo first > /root/data");
        foreach (var name in (string[])["d-1", "d-2", "d-3"])
            await Cluster.Snapshots(project, name);
        foreach (var i in (string[])["c1", "c2", "c3"])
            await project.Incus("exec", i, "--", "sh", "-c", "echo second > /root/data");

        var restored = await Cluster.Brine(project, "m3", "state", "instance_snapshot_restored", "instance=c2", "name=d-1");

        Assert.True((bool)JsonNode.Parse(restored.Ends(0).Out)!["result"]!, restored.Out);
        Assert.Equal("first\n", await project.Read("c2", "/root/data"));
        Assert.Equal("second\n", await project.Read("c3", "/root/data"));
        (await Cluster.Brine(project, "m2", "prune", "c*", "--pattern", "d-*", "--last", "1", "--yes")).Ends(0);
        foreach (var i in (string[])["c1", "c3"])
            Assert.Equal(["d-3"], await project.Snapshots(i));
    }

    [Fact]
    public async Task A_set_over_three_members_is_frozen_taken_restored_and_deleted_as_one()
    {
        await using var project = await Cluster.Project();
        await Cluster.Containers(project, areRunning: true);
        foreach (var i in (string[])["c1", "c2", "c3"])
            await project.Incus("exec", i, "--", "sh", "-c", "echo first > /root/data");

        var taken = JsonNode.Parse((await Cluster.Brine(project, "m2", "group", "create", "x", "c1", "c2", "c3", "--out", "json")).Ends(0).Out)!;

        Assert.Contains("frozen for", (string)taken["declarations"]![0]!["comment"]!, StringComparison.Ordinal);
        foreach (var i in (string[])["c1", "c2", "c3"])
        {
            Assert.Equal("Running", await project.Status(i));
            await project.Incus("exec", i, "--", "sh", "-c", "echo second > /root/data");
        }

        (await Cluster.Brine(project, "m3", "group", "restore", "x", "--yes")).Ends(0);
        foreach (var i in (string[])["c1", "c2", "c3"])
            Assert.Equal("first\n", await project.Read(i, "/root/data"));
        (await Cluster.Brine(project, "m1", "group", "delete", "x", "--yes")).Ends(0);
        foreach (var i in (string[])["c1", "c2", "c3"])
            Assert.DoesNotContain("x", await project.Snapshots(i));
    }

    [Fact]
    public async Task A_snapshot_is_cloned_and_drilled_wherever_it_is()
    {
        await using var project = await Cluster.Project();
        await Cluster.Containers(project, areRunning: true);
        await Cluster.Snapshots(project, "a");

        (await Cluster.Brine(project, "m3", "drill", "c2/a", "--check", "true")).Ends(0);
        (await Cluster.Brine(project, "m2", "clone", "c3/a", "copy", "--start")).Ends(0);

        Assert.Equal("Running", await project.Status("copy"));
        (await Cluster.Brine(project, "m2", "clone", "c3/a", "there", "--target", "m1")).Ends(0);
        Assert.Equal("m1", (string)(await project.Query("/1.0/instances/there"))["location"]!);
        (await Cluster.Brine(project, "m2", "clone", "c3/a", "nowhere", "--target", "m9")).Ends(1);
        Assert.Equal(["c1", "c2", "c3", "copy", "there"], (await project.Query("/1.0/instances?recursion=1")).AsArray().Select(i => (string)i!["name"]!).Order(StringComparer.Ordinal));
    }
}
