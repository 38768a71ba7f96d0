using Brine.Converge.Read;
using Brine.Incus;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;
using Brine.Sandbox;

namespace Brine.Converge.Tests;

/// <summary>What templates learn of the server, in the sandbox and on a real Incus.</summary>
public sealed class IncusFactsTests
{
    [Fact]
    public void A_template_that_asks_nothing_makes_no_connection()
    {
        var facts = new IncusFacts(_ => throw new InvalidOperationException("nobody asked"));
        Assert.Equal("2", Render("{{ 1 + 1 }}", facts).Text);
    }

    [Fact]
    public async Task Instances_and_snapshots_answer_as_the_formulas_module_does()
    {
        await using var site = await Site.SandboxAsync(SandboxSeed.Bench() with
        {
            Instances = [Site.Container("c1", "dirp", "Stopped", new SeedSnapshot { Name = "a" }, new SeedSnapshot { Name = "b" })],
        });
        Asks(site, "c1", ["a", "b"]);
    }

    [Fact]
    public async Task A_real_Incus_answers_the_same()
    {
        await using var site = Site.Real();
        var name = await site.ContainerAsync("dirp", start: false);
        await site.Client.Snapshots.CreateAsync("default", name, new SnapshotCreate { Name = "a" }, Site.Token);
        await site.Client.Snapshots.CreateAsync("default", name, new SnapshotCreate { Name = "b" }, Site.Token);
        Asks(site, name, ["a", "b"]);

        var facts = Facts(site);
        var whole = (YamlMap)facts.Get(null, "instances/" + name, 0, Site.Token)!;
        var plain = await site.Client.ReadAsync("default", ["instances", name], 0, Site.Token);
        Assert.Equal(plain.EnumerateObject().Select(p => p.Name).Order(), whole.Entries.Select(e => e.Key.Text).Order());
        var snapshots = (YamlList)facts.Get(null, $"instances/{name}/snapshots", 1, Site.Token)!;
        var list = await site.Client.ReadAsync("default", ["instances", name, "snapshots"], 1, Site.Token);
        Assert.Equal(list[0].EnumerateObject().Select(p => p.Name).Order(), ((YamlMap)snapshots.Items[0]).Entries.Select(e => e.Key.Text).Order());
        var addresses = (YamlList)facts.Get(null, $"instances/{name}/snapshots", 0, Site.Token)!;
        var listed = await site.Client.ReadAsync("default", ["instances", name, "snapshots"], 0, Site.Token);
        Assert.Equal(listed.EnumerateArray().Select(a => a.GetString()), addresses.Items.Select(a => ((YamlScalar)a).Text));
    }

    [Fact]
    public async Task An_instance_is_asked_for_once_in_a_run()
    {
        await using var site = await Site.SandboxAsync();
        var before = site.Control.RequestCount;
        Render("""
            {% for i in range(5) %}{{ salt['incus.instance_get']('c1').success }}{{ salt['incus.instance_snapshot_list']('c1').snapshots }}
            {{ salt['incus.instance_snapshot_get']('c1', 'x').success }}{{ salt['incus.instance_list']().instances | length }}{% endfor %}
            """, Facts(site));
        Assert.Equal(2, site.Control.RequestCount - before);
    }

    [Fact]
    public async Task What_is_not_there_is_an_answer()
    {
        await using var site = await Site.SandboxAsync();
        Assert.Equal("False False not found: /1.0/instances/nope", Render(
            "{{ salt['incus.instance_get']('nope').success }} {{ salt['incus.instance_snapshot_list']('nope').success }} " +
            "{{ salt['incus.instance_get']('nope').error }}", Facts(site)).Text);
    }

    [Fact]
    public async Task A_server_that_cannot_be_asked_is_an_error_and_never_empty()
    {
        await using var site = await Site.SandboxAsync();
        var gone = new IncusFacts(_ => (site.Servers.For("gone"), "default"));
        Assert.Contains("incus.instance_list: read /1.0/instances: ", Error("{{ salt['incus.instance_list']() }}", gone), StringComparison.Ordinal);

        var elsewhere = new IncusFacts(_ => (site.Client, "no-such-project"));
        Assert.Contains("Project not found", Error("{{ salt['incus.instance_list']() }}", elsewhere), StringComparison.Ordinal);

        site.Control.FailNext("GET /1.0/instances/c1", "not authorized", status: 403);
        Assert.Contains("not authorized (HTTP 403)", Error("{{ salt['incus.instance_get']('c1') }}", Facts(site)), StringComparison.Ordinal);
        Assert.Contains("'name' is '..', which is no name", Error("{{ salt['incus.instance_get']('..') }}", Facts(site)), StringComparison.Ordinal);
    }

    private static void Asks(Site site, string name, string[] snapshots)
    {
        var facts = Facts(site);
        var text = Render($$$"""
            {% set list = salt['incus.instance_list']() %}{{ list.success }} {{ '/1.0/instances/{{{name}}}' in list.instances }}
            {% set one = salt.incus.instance_get('{{{name}}}') %}{{ one.instance.name }} {{ one.instance.status }} {{ one.instance.snapshots is defined }}
            {{ salt['incus.instance_list'](recursion=1).instances | selectattr('name', 'equalto', '{{{name}}}') | map(attribute='name') | list }}
            {{ salt['incus.instance_snapshot_list']('{{{name}}}', recursion=1).snapshots | map(attribute='name') | list }}
            {{ salt['incus.instance_snapshot_list']('{{{name}}}').snapshots }}
            {{ salt['incus.instance_snapshot_get']('{{{name}}}', 'a').snapshot.name }} {{ salt['incus.instance_snapshot_get']('{{{name}}}', 'zz').success }}
            {{ 'dirp' in salt['incus.storage_pool_list'](recursion=1).pools | map(attribute='name') }} {{ salt['incus.profile_get']('default').profile.name }}
            """, facts);
        Assert.Equal([
            "True True", $"{name} Stopped False", $"['{name}']", $"['{string.Join("', '", snapshots)}']",
            $"['{string.Join("', '", snapshots.Select(s => $"/1.0/instances/{name}/snapshots/{s}"))}']", "a False", "True default",
        ], text.Text!.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    private static IncusFacts Facts(Site site) => new(_ => (site.Client, "default"));

    private static string Error(string template, IIncusFacts facts) => Assert.Single(Render(template, facts).Diagnostics).Message;

    private static Rendering Render(string template, IIncusFacts facts) => SaltRenderer.Render(
        new SourceFile("t.sls", template), new RenderContext(), new MinionHost("m", TimeProvider.System) { Incus = facts }, Site.Token);
}
