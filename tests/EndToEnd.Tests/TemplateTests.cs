using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Templates that ask the server that they are applied to.</summary>
[Trait("Server", "real")]
public sealed class TemplateTests
{
    private const string EachWeb = """
        {% for instance in salt['incus.instance_list'](recursion=1).instances if instance.name is match('web') %}
        {{ instance.name }}-now:
          incus.instance_snapshot_present:
            - instance: {{ instance.name }}
            - name: now
        {% endfor %}
        """;

    [Fact]
    public async Task A_loop_over_the_servers_instances_snapshots_each_of_them()
    {
        await using var project = await Project.On("dirp");
        await project.Container("web-1");
        await project.Container("web-2");
        await project.Container("db-1");
        var file = project.Write("each.sls", EachWeb);

        var rendered = (await project.Brine("render", file)).Ends(0).Out;
        Assert.Contains("web-1-now:", rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("db-1", rendered, StringComparison.Ordinal);
        (await project.Brine("plan", file)).Ends(2);
        (await project.Brine("apply", file)).Ends(0);
        Assert.Single((await project.Query("/1.0/instances/web-2/snapshots")).AsArray());
        Assert.Empty((await project.Query("/1.0/instances/db-1/snapshots")).AsArray());
        (await project.Brine("plan", file)).Ends(0);
    }

    [Fact]
    public async Task Snapshots_that_are_there_can_be_asked_for()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "old-1");
        await project.Incus("snapshot", "create", "c1", "keep");
        var file = project.Write("old.sls", """
            {% for snapshot in salt['incus.instance_snapshot_list']('c1', recursion=1).snapshots if snapshot.name.startswith('old-') %}
            {{ snapshot.name }}:
              incus.instance_snapshot_absent:
                - instance: c1
            {% endfor %}
            # {{ salt['incus.instance_snapshot_get']('c1', 'keep').success }} {{ salt['incus.instance_snapshot_get']('c1', 'no').success }}
            """);

        Assert.Contains("# True False", (await project.Brine("render", file)).Ends(0).Out, StringComparison.Ordinal);
        (await project.Brine("apply", file, "--yes")).Ends(0);
        Assert.Equal(["/1.0/instances/c1/snapshots/keep?project=" + project.Name],
            (await project.Query("/1.0/instances/c1/snapshots")).AsArray().Select(n => (string)n!));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_of_the_template_with_its_line()
    {
        await using var project = await Project.On("dirp");
        var file = project.Write("each.sls", "a: 1\n" + EachWeb);
        var ran = (await project.Brine("plan", file, "--socket", "/nowhere/unix.socket")).Ends(3);
        Assert.Contains("each.sls:2:", ran.Err, StringComparison.Ordinal);
        Assert.Contains("incus.instance_list: read /1.0/instances", ran.Err, StringComparison.Ordinal);
    }
}
