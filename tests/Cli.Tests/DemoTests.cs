using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_runs_through_reads_well_in_a_log_and_leaves_nothing()
    {
        await using var stage = await Stage.OpenAsync();
        var before = Directory.GetDirectories(Path.GetTempPath(), "brine-demo-*");
        var end = await stage.RunAsync("demo");
        Assert.Equal("", end.Error);
        Assert.Equal(Exits.Done, end.Code);
        Assert.DoesNotContain('\u001b', end.Out);
        Assert.Equal(before, Directory.GetDirectories(Path.GetTempPath(), "brine-demo-*"));
        Golden.Equal("demo", stage.Transcript);
    }
}
