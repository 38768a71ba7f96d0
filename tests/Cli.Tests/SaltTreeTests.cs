using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary>Trees of states and pillars as masterless Salt has them: SLS names, top files, roots, a minion's configuration.</summary>
public sealed class SaltTreeTests
{
    [Fact]
    public async Task An_SLS_name_is_looked_up_in_the_state_root()
    {
        await using var stage = await Stage.OpenAsync();
        var root = Tree(stage, "states", ("web/snapshots.sls", Snapshot("one") + "\ninclude: [.more]\n"), ("web/more.sls", Snapshot("two")),
            ("other/init.sls", Snapshot("three")));

        var end = await stage.RunAsync("apply", "--state-root", root, "web.snapshots,other");

        Assert.Equal(Exits.Done, end.Code);
        Assert.Equal(["one", "three", "two"], await SnapshotsAsync(stage));
        Assert.Equal(Exits.ChangesPending, (await stage.RunAsync("plan", "--state-root", Tree(stage, "all", ("web/x.sls", Snapshot("four"))), "web.*")).Code);
    }

    [Fact]
    public async Task A_name_that_is_neither_file_nor_SLS_is_told_with_both_places()
    {
        await using var stage = await Stage.OpenAsync();
        var root = Tree(stage, "states", ("a.sls", Snapshot("one")));

        var plan = await stage.RunAsync("plan", "--state-root", root, "web.gone");
        var render = await stage.RunAsync("render", "--state-root", root, "web.gone");
        var file = await stage.RunAsync("plan", Path.Combine(root, "gone.sls"));

        Assert.Equal([Exits.BadInput, Exits.BadInput, Exits.BadInput], [plan.Code, render.Code, file.Code]);
        Assert.Contains("no matching sls found for 'web.gone' in env 'base'", plan.Error, StringComparison.Ordinal);
        Assert.Contains("there is no file 'web.gone'", Flat(plan.Error), StringComparison.Ordinal);
        Assert.Contains($"no web/gone.sls or web/gone/init.sls in {root}", Flat(plan.Error), StringComparison.Ordinal);
        Assert.Contains($"neither a file 'web.gone' nor an SLS 'web.gone' in {root}", Flat(render.Error), StringComparison.Ordinal);
        Assert.Contains("there is no such file", file.Error, StringComparison.Ordinal);
        Assert.Empty(stage.Server.Control.Requests);
    }

    [Fact]
    public async Task Without_a_name_the_top_file_says_what_this_minion_gets()
    {
        await using var stage = await Stage.OpenAsync();
        var root = Tree(stage, "states", ("top.sls", "base:\n  'web*': [a]\n  'db*': [b]\n"), ("a.sls", Snapshot("of-a")), ("b.sls", Snapshot("of-b")));

        var web = await stage.RunAsync("apply", "--state-root", root, "--id", "web-1");
        var nobody = await stage.RunAsync("plan", "--state-root", root, "--id", "mail");
        var bare = await stage.RunAsync("plan", "--state-root", Tree(stage, "bare", ("a.sls", Snapshot("x"))));

        Assert.Equal(Exits.Done, web.Code);
        Assert.Equal(["of-a"], await SnapshotsAsync(stage));
        Assert.Equal(Exits.Done, nobody.Code);
        Assert.Contains("no target of top.sls matches the minion 'mail'", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(Exits.BadInput, bare.Code);
        Assert.Contains("there is no top.sls in the state root", bare.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_named_is_a_mistake_that_says_what_can_be()
    {
        await using var stage = await Stage.OpenAsync();

        var end = await stage.RunAsync("plan");

        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Contains("name a file or an SLS; or give --state-root", Flat(end.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pillar_roots_are_data_for_states_and_the_command_line_goes_over_them()
    {
        await using var stage = await Stage.OpenAsync();
        var states = Tree(stage, "states", ("a.sls", "{% for n in pillar['names'] %}" + Snapshot("{{ n }}-{{ pillar['deep']['x'] }}{{ pillar['deep']['y'] }}") + "\n{% endfor %}"));
        var pillars = Tree(stage, "pillar", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "names: [a, b]\ndeep: {x: 1, y: 2}\n"));

        var end = await stage.RunAsync("apply", "--state-root", states, "--pillar-root", pillars, "--pillar", "{\"deep\": {\"y\": 3}}", "a");

        Assert.Equal(Exits.Done, end.Code);
        Assert.Equal(["a-13", "b-13"], await SnapshotsAsync(stage));
    }

    [Fact]
    public async Task A_pillar_root_alone_or_the_SLS_incus_carries_its_own_section_out()
    {
        await using var stage = await Stage.OpenAsync();
        const string pillar = "incus:\n  instance_snapshots:\n    alone: {instance: web-server}\n";
        var pillars = Tree(stage, "pillar", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", pillar));
        var states = Tree(stage, "states", ("top.sls", "base: {'*': [incus, a]}\n"), ("a.sls", Snapshot("of-a")));
        var formula = Tree(stage, "formula", ("incus/init.sls", Snapshot("of-the-formula")));
        var empty = Tree(stage, "empty", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "x: 1\n"));

        var data = await stage.RunAsync("plan", "--pillar-root", pillars, "--state-root", states, "a");
        var nothing = await stage.RunAsync("plan", "--pillar-root", empty);
        await stage.RunAsync("apply", "--pillar-root", pillars, "--state-root", formula, "incus");
        var first = await SnapshotsAsync(stage);
        await stage.RunAsync("apply", "--pillar-root", pillars);
        var second = await SnapshotsAsync(stage);
        await stage.RunAsync("apply", "--pillar-root", pillars, "--state-root", states);

        Assert.DoesNotContain("alone", data.Out, StringComparison.Ordinal);
        Assert.Contains("the pillar has no 'incus' section", nothing.Error, StringComparison.Ordinal);
        Assert.Equal(["of-the-formula"], first);
        Assert.Equal(["alone", "of-the-formula"], second);
        Assert.Equal(["alone", "of-a", "of-the-formula"], await SnapshotsAsync(stage));
    }

    [Fact]
    public async Task A_pillars_connection_counts_also_where_the_pillar_is_data()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("a.sls", Snapshot("one"));
        var pillars = Tree(stage, "pillar", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "incus: {connection: {socket: /no/such/socket}}\n"));

        var end = await stage.RunAsync("plan", file, "--pillar-root", pillars);

        Assert.Equal(Exits.Unreachable, end.Code);
        Assert.Contains("/no/such/socket", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SLS_may_have_the_name_of_a_folder()
    {
        await using var stage = await Stage.OpenAsync();
        var root = Tree(stage, "states", ("web/init.sls", Snapshot("one")));

        var end = await stage.RunAsync("plan", "--state-root", root, "web");
        var folder = await stage.RunAsync("plan", root);

        Assert.Equal(Exits.ChangesPending, end.Code);
        Assert.Contains("is a folder", folder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environments_are_kept_apart()
    {
        await using var stage = await Stage.OpenAsync();
        var states = Tree(stage, "states", ("a.sls", Snapshot("of-base")));
        var dev = Tree(stage, "dev", ("a.sls", Snapshot("of-{{ saltenv }}")));

        var end = await stage.RunAsync("apply", "--state-root", states, "--state-root", "dev=" + dev, "--saltenv", "dev", "a");
        var wrong = await stage.RunAsync("apply", "--state-root", states, "--saltenv", "prod", "a");

        Assert.Equal(Exits.Done, end.Code);
        Assert.Equal(["of-dev"], await SnapshotsAsync(stage));
        Assert.Equal(Exits.BadInput, wrong.Code);
        Assert.Contains("there is no environment 'prod'", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_masterless_minion_just_works()
    {
        await using var stage = await Stage.OpenAsync();
        var states = Tree(stage, "srv/salt", ("top.sls", "base:\n  'G@role:web': [a]\n  group: [{match: nodegroup}, b]\n"),
            ("a.sls", Snapshot("{{ grains['id'] }}-{{ pillar['p'] }}")), ("b.sls", Snapshot("grouped")));
        var pillars = Tree(stage, "srv/pillar", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "p: 5\n"));
        var config = stage.Write("minion", $$"""
            id: web-9
            file_roots: {base: [{{states}}]}
            pillar_roots: {base: [{{pillars}}]}
            grains: {role: web}
            nodegroups: {group: 'web-* and not web-1'}
            """);

        var end = await stage.RunAsync("apply", "--salt-config", config);
        var render = await stage.RunAsync("render", "--salt-config", config, "a");
        var missing = await stage.RunAsync("plan", "--salt-config", config + ".gone", "a");

        Assert.Equal(Exits.Done, end.Code);
        Assert.Equal(["grouped", "web-9-5"], await SnapshotsAsync(stage));
        Assert.Contains("web-9-5:", render.Out, StringComparison.Ordinal);
        Assert.Equal(Exits.BadInput, missing.Code);
    }

    [Fact]
    public async Task No_exec_refuses_states_and_saved_plans_that_run_commands()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("a.sls", Snapshot("one") + "\n    - onlyif: test 1 = 1\n");
        var plan = Path.Combine(stage.Folder, "plan.json");

        var refused = await stage.RunAsync("plan", file, "--no-exec");
        await stage.RunAsync("plan", file, "-o", plan);
        var saved = await stage.RunAsync("apply", plan, "--no-exec");
        var done = await stage.RunAsync("apply", plan);

        Assert.Equal([Exits.BadInput, Exits.BadInput, Exits.Done], [refused.Code, saved.Code, done.Code]);
        Assert.Contains("'one' runs 'test 1 = 1'", refused.Error, StringComparison.Ordinal);
        Assert.Contains("the saved plan runs 'test 1 = 1'", saved.Error, StringComparison.Ordinal);
        Assert.Equal(["one"], await SnapshotsAsync(stage));
    }

    [Fact]
    public async Task A_session_with_the_words_that_steer_a_run()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("steer.sls", """
            before:
              incus.instance_snapshot_present:
                - instance: web-server
                - prereq: [{incus: target}]
            target:
              incus.instance_snapshot_present:
                - instance: web-server
            closed:
              incus.instance_snapshot_present:
                - instance: web-server
                - onlyif: test -e /no/such/file
            after:
              incus.instance_snapshot_present:
                - instance: web-server
                - onchanges_any: [{incus: closed}, {incus: target}]
                - check_cmd: [/bin/true]
                - fire_event: true
            alarm:
              incus.instance_snapshot_present:
                - instance: web-server
                - onfail_all: [{incus: target}, {incus: after}]
            never:
              incus.instance_snapshot_present:
                - instance: no-such-instance
                - retry: {attempts: 2, interval: 0}
            """);
        await stage.RunAsync("plan", file, "-v");
        await stage.RunAsync("apply", file, "--out", "salt");
        await stage.RunAsync("apply", file, "-v");

        Golden.Equal("steering", stage.Transcript);
    }

    [Fact]
    public async Task What_a_state_waits_for_is_told_before_it_as_Salt_tells_it()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("waits.sls", Snapshot("late") + "\n    - order: 1\n    - require: [{incus: early}]\n" + Snapshot("early") + "\n");

        var plan = await stage.RunAsync("plan", file);
        var test = await stage.RunAsync("plan", file, "--out", "salt");
        var run = await stage.RunAsync("apply", file, "--out", "salt");

        Assert.All([plan.Out, test.Out, run.Out], text => Assert.InRange(
            text.IndexOf("early", StringComparison.Ordinal), 1, text.IndexOf("late", StringComparison.Ordinal)));
    }

    private static string Snapshot(string name) => $"{name}:\n  incus.instance_snapshot_present:\n    - instance: web-server";

    private static string Tree(Stage stage, string name, params (string Path, string Text)[] files)
    {
        var root = Path.Combine(stage.Folder, name);
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.WriteAllText(Path.Combine(root, path), text);
        }

        return root;
    }

    private static async Task<string[]> SnapshotsAsync(Stage stage) =>
        [.. (await stage.Client.Snapshots.ListAsync("default", "web-server", TestContext.Current.CancellationToken))
            .Select(s => s.Name).Where(n => !n.StartsWith("before-", StringComparison.Ordinal) && n != "obsolete").Order(StringComparer.Ordinal)];

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
