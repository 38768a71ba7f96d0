using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary>Colour and progress: only where they are wanted.</summary>
public sealed class ScreenTests
{
    private static async Task<string> PlanAsync(Func<Surroundings, Surroundings> change, params string[] more)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Environment.Remove("NO_COLOR");
        using var output = new StringWriter();
        var world = change(stage.World(output, TextWriter.Null));
        await CommandLine.RunAsync(["plan", stage.Example("web-tier/web-tier.sls"), .. more], world);
        return output.ToString();
    }

    [Fact]
    public async Task A_terminal_gets_colour() =>
        Assert.Contains("\u001b[32m", await PlanAsync(w => w with { OutIsTerminal = true }), StringComparison.Ordinal);

    [Fact]
    public async Task A_pipe_gets_none() => Assert.DoesNotContain('\u001b', await PlanAsync(w => w));

    [Fact]
    public async Task The_option_no_color_is_honoured() =>
        Assert.DoesNotContain('\u001b', await PlanAsync(w => w with { OutIsTerminal = true }, "--no-color"));

    [Fact]
    public async Task The_variable_NO_COLOR_is_honoured() => Assert.DoesNotContain('\u001b', await PlanAsync(w => w with
    {
        OutIsTerminal = true,
        Environment = new Dictionary<string, string>(w.Environment, StringComparer.Ordinal) { ["NO_COLOR"] = "1" },
    }));

    [Fact]
    public async Task Everything_fits_80_columns() =>
        Assert.All((await PlanAsync(w => w)).Split('\n'), l => Assert.True(l.Length <= 80, l));

    [Fact]
    public async Task A_description_cannot_send_escapes_to_the_terminal()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.RunAsync("create", "web-server/a", "--description", "\u001b[2Jgone");
        var end = await stage.RunAsync("list");
        Assert.Contains("\\u001b[2Jgone", end.Out, StringComparison.Ordinal);
    }
}
