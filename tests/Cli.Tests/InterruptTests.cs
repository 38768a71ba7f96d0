using Brine.Cli.Tests.Support;
using Brine.Converge.Apply;

namespace Brine.Cli.Tests;

public sealed class InterruptTests
{
    [Fact]
    public async Task The_first_interrupt_ends_what_runs_begins_nothing_and_reports()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("two.sls", """
            one:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: one
            two:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: two

            """);
        stage.Server.Control.DelayNext("create-snapshot", TimeSpan.FromMilliseconds(300));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new StringWriter { NewLine = "\n" };
        var world = stage.World(output, TextWriter.Null) with
            { Interrupts = new RunControl(stop.Token, TestContext.Current.CancellationToken) };
        var run = CommandLine.RunAsync(["apply", file], world);
        while (!stage.Writes.Any(w => w.Contains("/snapshots", StringComparison.Ordinal)) && !run.IsCompleted)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        Assert.Equal(Exits.Interrupted, await run);
        var names = (await stage.Client.Snapshots.ListAsync("default", "web-server",
            TestContext.Current.CancellationToken)).Select(s => s.Name);
        Assert.Equal(["one"], names);
        Assert.Contains("+ Snapshot one created", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Interrupted", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_before_anything_began_says_so()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Example("web-tier/web-tier.sls");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["apply", file],
            stage.World(TextWriter.Null, error) with
                { Interrupts = new RunControl(stop.Token, CancellationToken.None) });
        Assert.Equal(Exits.Interrupted, code);
        Assert.Empty(stage.Writes);
    }
}
