using Brine.Cli.Tests.Support;
using Brine.Converge.Apply;

namespace Brine.Cli.Tests;

public sealed class SandboxCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_until_it_is_interrupted_and_takes_its_socket_away()
    {
        await using var stage = await Stage.OpenAsync();
        var socket = Path.Combine(stage.Folder, "mine");
        var seed = stage.Write("seed.json", """
            {
              "pools": [{ "name": "p", "driver": "dir" }],
              "profiles": [{ "name": "default", "devices": { "root": { "type": "disk", "path": "/", "pool": "p" } } }],
              "instances": [{ "name": "c1" }]
            }
            """);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var output = new StringWriter();
        var world = stage.World(output, TextWriter.Null) with { Interrupts = new RunControl(stop.Token, Token) };
        var run = CommandLine.RunAsync(["sandbox", "--socket", socket, "--seed", seed, "--flavor", "7.0.2"], world);
        while (!File.Exists(socket) && !run.IsCompleted)
            await Task.Delay(5, Token);
        Assert.Equal(Exits.Done, (await stage.RunAsync("create", "c1/first", "--socket", socket)).Code);
        Assert.Contains("first", (await stage.RunAsync("list", "--socket", socket)).Out, StringComparison.Ordinal);
        Assert.Equal(Exits.BadInput, (await stage.RunAsync("sandbox", "--socket", socket)).Code);
        await stop.CancelAsync();
        Assert.Equal(Exits.Done, await run);
        Assert.Contains("export INCUS_SOCKET=" + socket, output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(socket));
    }

    [Fact]
    public async Task A_wrong_seed_is_bad_input()
    {
        await using var stage = await Stage.OpenAsync();
        var seed = stage.Write("seed.json", """{ "instances": [{ "nam": "c1" }] }""");
        var end = await stage.RunAsync("sandbox", "--socket", Path.Combine(stage.Folder, "mine"), "--seed", seed);
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Contains("'nam'", end.Error, StringComparison.Ordinal);

        seed = stage.Write("seed.json", """{ "instances": [{ "name": "c1" }] }""");
        end = await stage.RunAsync("sandbox", "--socket", Path.Combine(stage.Folder, "mine"), "--seed", seed);
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Contains("instance 'c1' has no root disk on a known pool", end.Error, StringComparison.Ordinal);
    }
}
