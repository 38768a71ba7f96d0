using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary>Which server a command goes to.</summary>
public sealed class ConnectionTests
{
    private static string Pillar(string socket) => $"""
        incus:
          connection:
            type: unix
            socket: {socket}
          instance_snapshots:
            web:
              instance: web-server
              name: a

        """;

    [Fact]
    public async Task A_pillars_connection_is_taken_when_the_command_line_names_none()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Environment.Remove("INCUS_SOCKET");
        var file = stage.Write("p.sls", Pillar(stage.Server.SocketPath));
        Assert.Equal(Exits.Done, (await stage.RunAsync("apply", file)).Code);
        Assert.Contains("a", (await stage.RunAsync("list", "web-server", "--socket", stage.Server.SocketPath)).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_goes_before_the_pillar()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("p.sls", Pillar("/nowhere"));
        Assert.Equal(Exits.Unreachable, (await stage.RunAsync("plan", file)).Code);
        var end = await stage.RunAsync("plan", file, "--socket", stage.Server.SocketPath);
        Assert.Equal(Exits.ChangesPending, end.Code);
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_said_so()
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("create", "web-server/a", "--project", "nothing");
        Assert.Equal(Exits.Failed, end.Code);
        Assert.Contains("nothing", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("does not exist\n", end.Error.Replace("project", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }
}
