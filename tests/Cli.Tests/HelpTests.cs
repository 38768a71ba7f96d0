using System.Diagnostics;
using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

public sealed class HelpTests
{
    private static readonly string[] Commands =
    [
        "plan", "apply", "list", "show", "diff", "schedule", "create", "delete", "restore", "rename", "pin", "unpin", "clone", "publish", "volume", "drill", "prune", "group", "recover", "timer", "lint", "doctor",
        "render", "state", "sandbox",
        "demo", "completion",
    ];

    [Fact]
    public async Task Help_mentions_every_command_and_every_exit_code()
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("--help");
        Assert.Equal(Exits.Done, end.Code);
        foreach (var command in Commands)
            Assert.Contains("\n  " + command, end.Out, StringComparison.Ordinal);
        foreach (var code in (string[])["0 ", "1 ", "2 ", "3 ", "4 ", "130 "])
            Assert.Contains("\n  " + code, end.Out, StringComparison.Ordinal);
        Golden.Equal("help", stage.Transcript);
    }

    [Fact]
    public async Task Every_command_explains_itself_with_an_example()
    {
        await using var stage = await Stage.OpenAsync();
        foreach (var command in (string[])[.. Commands, "group create", "group restore", "group delete", "group list", "group show",
            "timer install", "timer remove", "timer show", "volume list", "volume create", "volume delete", "volume restore"])
        {
            var end = await stage.RunAsync([.. command.Split(' '), "--help"]);
            Assert.Equal(Exits.Done, end.Code);
            Assert.Contains("Examples:\n  ", end.Out, StringComparison.Ordinal);
            Assert.All(end.Out.Split('\n'), l => Assert.True(l.Length <= 100, $"'{l}' is wider than the screen"));
        }

        Golden.Equal("help-commands", stage.Transcript);
    }

    [Fact]
    public async Task The_version_needs_nothing_else()
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("--version");
        Assert.Equal(Exits.Done, end.Code);
        Assert.Matches(@"^brine \d+\.\d+\.\d+", end.Out);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_offers_every_command(string shell)
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("completion", shell);
        Assert.Equal(Exits.Done, end.Code);
        foreach (var command in Commands)
            Assert.Contains(command, end.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bash_completion_is_read_by_bash_and_completes()
    {
        Assert.Equal("restore rename recover render remote\n", await CompletedAsync("brine re", 1));
        Assert.Equal("remove\n", await CompletedAsync("brine timer r", 2));
    }

    private static async Task<string> CompletedAsync(string words, int at)
    {
        await using var stage = await Stage.OpenAsync();
        var script = stage.Write("c.bash", (await stage.RunAsync("completion", "bash")).Out);
        using var bash = Process.Start(new ProcessStartInfo("bash",
            [
                "-c", $". '{script}'; COMP_WORDS=({words}); COMP_CWORD={at}; _brine; echo ${{COMPREPLY[@]}}",
            ]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
