using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>State and pillar trees carried out on a server: top files, layers, conditions, requisites.</summary>
[Trait("Server", "real")]
public sealed class SaltTreeTests
{
    [Fact]
    public async Task A_highstate_with_a_formulas_layers_converges_and_its_conditions_are_asked_at_each_run()
    {
        await using var project = await Project.On("dirp");
        await project.Container("web");
        var flag = Path.Combine(Path.GetDirectoryName(project.Write("salt/top.sls", "base: {'web-*': [web], 'db-*': [db]}\n"))!,
            "flag");
        project.Write("salt/db.sls", "{{ raise('not for this minion') }}\n");
        project.Write("salt/web/defaults.yaml", "{day: nothing, events: [], prefix: before}\n");
        project.Write("salt/web/map.jinja", """
            {% import_yaml 'web/defaults.yaml' as defaults %}
            {% set web = salt['pillar.get']('web', defaults, merge=True) %}
            """);
        project.Write("salt/web/common.sls", """
            {% from 'web/map.jinja' import web with context %}
            daily:
              incus.instance_snapshot_present:
                - instance: web
                - name: daily-{{ web.day }}
            """);
        project.Write("salt/web/init.sls", $$$"""
            {% from 'web/map.jinja' import web with context %}
            include: [.common]
            extend:
              daily:
                incus: [description: {{ ('of ' ~ pillar.site) | tojson }}]
            {% for event in web.events %}
            {{ web.prefix }}-{{ event }}:
              incus.instance_snapshot_present:
                - instance: web
                - onlyif: test -e {{{flag}}}
                - require: [incus: daily]
            {% endfor %}
            """);
        project.Write("pillar/top.sls", "base: {'*': [common, site]}\n");
        project.Write("pillar/common.sls", "web: {day: 20240115, events: [deploy]}\n");
        var pillar = Path.GetDirectoryName(project.Write("pillar/site.sls", "{site: hel, web: {events: [update]}}\n"))!;
        string[] tree = ["--state-root", Path.GetDirectoryName(flag)!, "--pillar-root", pillar, "--id", "web-1"];

        Assert.Contains("onlyif condition is false",
            (await project.Brine(["apply", "-v", .. tree])).Ends(0).Out, StringComparison.Ordinal);
        Assert.Equal(["daily-20240115"], await project.Snapshots("web"));
        Assert.Contains("of hel", (await project.Brine("show", "web/daily-20240115")).Ends(0).Out, StringComparison.Ordinal);
        (await project.Brine(["plan", .. tree])).Ends(0);

        await File.WriteAllTextAsync(flag, "", TestContext.Current.CancellationToken);
        (await project.Brine(["plan", .. tree])).Ends(2);
        (await project.Brine(["apply", .. tree, "web"])).Ends(0);
        Assert.Equal(["before-update", "daily-20240115"], await project.Snapshots("web"));
        (await project.Brine(["plan", .. tree])).Ends(0);
    }

    [Fact]
    public async Task A_prereq_is_taken_before_what_would_change_and_only_then()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "kept");
        var file = project.Write("gone.sls", """
            safety:
              incus.instance_snapshot_present:
                - instance: c1
                - name: before-removal
                - prereq: [incus: gone]
            gone:
              incus.instance_snapshot_absent:
                - instance: c1
                - name: old
            """);

        (await project.Brine("plan", file)).Ends(0);
        await project.Incus("snapshot", "create", "c1", "old");
        (await project.Brine("apply", file, "--yes")).Ends(0);
        Assert.Equal(["before-removal", "kept"], await project.Snapshots("c1"));
        (await project.Brine("plan", file)).Ends(0);
    }

    [Fact]
    public async Task What_fails_is_tried_again_and_what_waits_for_the_failure_runs()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        var file = project.Write("late.sls", """
            late:
              incus.instance_snapshot_present:
                - instance: comes-later
                - name: a
                - retry: {attempts: 120, interval: 1}
            never:
              incus.instance_snapshot_present:
                - instance: never-comes
                - name: a
                - retry: {attempts: 2, interval: 1}
            alarm:
              incus.instance_snapshot_present:
                - instance: c1
                - onfail: [incus: never]
            """);

        var run = project.Brine("apply", file);
        await project.Container("comes-later");
        var ended = (await run).Ends(1);
        Assert.Contains("Instance never-comes does not exist", ended.Out, StringComparison.Ordinal);
        Assert.Equal(["a"], await project.Snapshots("comes-later"));
        Assert.Equal(["alarm"], await project.Snapshots("c1"));
    }
}
