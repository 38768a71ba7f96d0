using System.Text.Json;
using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary>One golden for each output format: these are read by programs.</summary>
public sealed class FormatTests
{
    private const string Two = """
        first:
          incus.instance_snapshot_present:
            - instance: web-server
            - name: a
            - description: "with: a colon"
            - expires: 7d
        missing:
          incus.instance_snapshot_absent:
            - instance: web-server
            - name: gone
        nowhere:
          incus.instance_snapshot_present:
            - instance: no-such-instance
            - name: a

        """;

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("salt")]
    [InlineData("table")]
    public async Task Plan_and_apply_speak(string format)
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("two.sls", Two);
        var plan = await stage.RunAsync("plan", file, "--out", format);
        var apply = await stage.RunAsync("apply", file, "--out", format);
        Assert.Equal([Exits.Failed, Exits.Failed], [plan.Code, apply.Code]);
        Golden.Equal("out-" + format, stage.Transcript);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task List_show_and_diff_speak(string format)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.RunAsync("create", "web-server/a", "--description", "one", "--quiet");
        await stage.RunAsync("create", "web-server/b", "--expires", "2026-12-01T00:00:00Z", "--quiet");
        await stage.RunAsync("list", "--out", format);
        await stage.RunAsync("show", "web-server/a", "--out", format);
        await stage.RunAsync("diff", "web-server/a", "web-server/b", "--out", format);
        Golden.Equal("look-" + format, stage.Transcript);
    }

    [Fact]
    public async Task A_format_that_is_not_there_is_bad_input()
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("list", "--out", "salt");
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Equal("error: 'salt' is no format for --out\n       give table, json or yaml\n", end.Error);
    }

    [Fact]
    public async Task Json_is_json_and_has_no_colour_whatever_the_terminal()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("two.sls", Two);
        var end = await stage.AnswerAsync("y\n", "plan", file, "--out", "json");
        using var document = JsonDocument.Parse(end.Out);
        Assert.Equal(3, document.RootElement.GetProperty("declarations").GetArrayLength());
    }
}
