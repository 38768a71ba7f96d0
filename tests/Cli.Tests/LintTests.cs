using System.Text.Json;
using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary><c>brine lint</c>: formats, exit codes, folders. What each rule finds is tested in Planner.Tests.</summary>
public sealed class LintTests
{
    private const string Web = """
        # Week and pattern are wrong, the name a little.
        incus:
          instances:
            web:
              source: {type: image, alias: debian/12}
              config:
                snapshots.schedule: '@daily'
                snapshots.pattern: auto-%Y%m%d
          instance_snapshots:
            weekly:
              instance: web
              name: w-{{ salt['cmd.run']('date -d 2024-12-30 +%YW%V') }}
              instanse: db
            style:
              instance: web
              name: weekly-2024-W03

        """;

    private const string Clean = "a:\n  incus.instance_snapshot_present:\n    - instance: web\n    - name: before-update\n";
    private const string Warned = "a:\n  incus.instance_snapshot_present:\n    - instance: web\n    - name: daily-backup\n";

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("sarif")]
    public async Task Lint_speaks(string format)
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("lint", stage.Write("web.sls", Web), "-v", "--out", format);
        Assert.Equal(Exits.Failed, end.Code);
        Assert.Empty(stage.Server.Control.Requests);
        Golden.Equal("lint-" + format, System.Text.RegularExpressions.Regex.Replace(stage.Transcript, "\"version\": \"(?!2\\.1\\.0)[^\"]+\"", "\"version\": \"VERSION\""));
    }

    [Fact]
    public async Task On_a_terminal_it_shows_the_line_with_a_caret()
    {
        await using var stage = await Stage.OpenAsync();
        var output = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(["lint", stage.Write("web.sls", Web)],
            stage.World(output, new StringWriter()) with { OutIsTerminal = true, Width = 80 });
        Assert.Equal(Exits.Failed, code);
        Golden.Equal("lint-terminal", Golden.Scrub(output.ToString(), stage.Folder));
    }

    [Fact]
    public async Task Exit_codes_tell_clean_found_and_wrongly_asked()
    {
        await using var stage = await Stage.OpenAsync();
        var (clean, warned, broken) = (stage.Write("clean.sls", Clean), stage.Write("warned.sls", Warned), stage.Write("broken.sls", "a:\n\tb: c\n"));
        Assert.Equal(Exits.Done, (await stage.RunAsync("lint", clean)).Code);
        Assert.Equal(Exits.Done, (await stage.RunAsync("lint", warned)).Code);
        Assert.Equal(Exits.Failed, (await stage.RunAsync("lint", warned, "--strict")).Code);
        Assert.Equal(Exits.Done, (await stage.RunAsync("lint", warned, "--strict", "--ignore", "name-undated")).Code);
        Assert.Equal(Exits.Failed, (await stage.RunAsync("lint", broken)).Code);
        Assert.Equal(Exits.BadInput, (await stage.RunAsync("lint", stage.Folder + "/none.sls")).Code);
        Assert.Equal(Exits.BadInput, (await stage.RunAsync("lint", clean, "--ignore", "name-undate")).Code);
        Assert.Equal(Exits.BadInput, (await stage.RunAsync("lint")).Code);
        Assert.Empty(stage.Server.Control.Requests);
        Golden.Equal("lint-exits", stage.Transcript);
    }

    [Fact]
    public async Task A_folder_means_the_files_in_it_each_for_itself()
    {
        await using var stage = await Stage.OpenAsync();
        var folder = Directory.CreateDirectory(Path.Combine(stage.Folder, "states", "deep")).Parent!.FullName;
        stage.Write("states/one.sls", Clean);
        stage.Write("states/two.sls", Clean); // the same ID: they need not be of one run
        stage.Write("states/deep/three.sls", Warned);
        stage.Write("states/data.yaml", "colour: 010\n");
        stage.Write("states/map.jinja", "{% set x = 1 %}\n");
        stage.Write("states/top.sls", "base:\n  '*':\n    - one\n");
        var end = await stage.RunAsync("lint", folder);
        Assert.Equal(Exits.Done, end.Code);
        Assert.Equal(["warning name-undated", "1 warning in 3 files"],
            end.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Contains("name-undated", StringComparison.Ordinal) ? "warning name-undated" : l));
        var empty = Directory.CreateDirectory(Path.Combine(stage.Folder, "empty")).FullName;
        Assert.Equal(Exits.BadInput, (await stage.RunAsync("lint", empty)).Code);
    }

    [Fact]
    public async Task Sarif_points_at_rules_that_are_there_and_places_in_files()
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("lint", stage.Write("a b.sls", Web), "--out", "sarif", "-v");
        using var document = JsonDocument.Parse(end.Out);
        var run = document.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToList();
        Assert.Equal(rules.Distinct(), rules);
        Assert.All(run.GetProperty("results").EnumerateArray(), result =>
        {
            Assert.Equal(rules[result.GetProperty("ruleIndex").GetInt32()], result.GetProperty("ruleId").GetString());
            Assert.Contains(result.GetProperty("level").GetString(), (string[])["note", "warning", "error"]);
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            Assert.EndsWith("/a%20b.sls", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 0);
        });
    }

    [Fact]
    public async Task The_rules_are_listed()
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("lint", "--rules");
        Assert.Equal(Exits.Done, end.Code);
        Assert.All(Planner.Lint.RuleBook.Rules, r => Assert.Contains("\n  " + r.Name + " ", end.Out, StringComparison.Ordinal));
        Assert.All(end.Out.Split('\n'), l => Assert.True(l.Length <= 80, l));
        using var document = JsonDocument.Parse((await stage.RunAsync("lint", "--rules", "--out", "json")).Out);
        Assert.Equal("lint-rules", document.RootElement.GetProperty("kind").GetString());
        Assert.Equal(Exits.Done, (await stage.RunAsync("lint", "--rules", "--out", "sarif")).Code);
        Assert.Equal(Exits.Done, (await stage.RunAsync("lint", "--rules", "--out", "yaml")).Code);
    }

    [Fact]
    public async Task Without_leave_to_run_commands_the_text_alone_is_checked()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("w.sls", "a:\n  incus.instance_snapshot_present:\n    - instance: web\n    - name: w-{{ salt['cmd.run']('date +%YW%V') }}\n");
        var end = await stage.RunAsync("lint", file, "--no-exec");
        Assert.Equal(Exits.Failed, end.Code);
        Assert.Contains(":4:35: error template-week-year: ", end.Out, StringComparison.Ordinal);
        Assert.Contains(":4:5: warning template-no-exec: ", end.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seed", "10-automatic-configuration.yaml:13:28: error schedule-strftime: ")]
    [InlineData("web-tier", null)]
    [InlineData("fleet", null)]
    public async Task The_examples_are_clean_but_for_the_one_that_Incus_would_choke_on(string folder, string? found)
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("lint", Path.Combine(Golden.Repository, "examples", folder));
        var lines = end.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1];
        if (found is null)
            Assert.Empty(lines);
        else
            Assert.Contains(found, Assert.Single(lines), StringComparison.Ordinal);
        Assert.Equal(found is null ? Exits.Done : Exits.Failed, end.Code);
    }
}
