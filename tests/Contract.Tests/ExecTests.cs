using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

/// <summary>Commands inside instances, with their output recorded; and the power states of members of a set.</summary>
public sealed class ExecTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_command_leaves_its_exit_code_and_what_it_said(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(start: true);

        var ran = await bench.Incus.RunAsync("POST", $"/1.0/instances/{name}/exec", Body("sh", "-c", "echo hi; exit 3"), TestContext.Current.CancellationToken);

        Assert.True(ran.Succeeded, ran.Error);
        var end = ran.Waited!.Metadata!["metadata"]!;
        Assert.Equal(3, (int)end["return"]!);
        var file = (string)end["output"]!["1"]!;
        Assert.StartsWith($"/1.0/instances/{name}/logs/exec-output/exec_", file, StringComparison.Ordinal);
        Assert.EndsWith(".stdout", file, StringComparison.Ordinal);
        Assert.EndsWith(".stderr", (string)end["output"]!["2"]!, StringComparison.Ordinal);
        Assert.Equal(200, (await bench.SendAsync("DELETE", file, null)).Status);
        Assert.Equal(404, (await bench.SendAsync("GET", file, null)).Status);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Nothing_runs_in_what_is_stopped_or_frozen_or_not_there(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(start: true);
        await bench.FailsAsync("POST", $"/1.0/instances/{name}/exec", Body("nosuch"), "Command not found");
        await bench.ActAsync(name, "freeze");
        await bench.FailsAsync("POST", $"/1.0/instances/{name}/exec", Body("sh", "-c", "true"), "Instance is frozen", 400);
        await bench.ActAsync(name, "unfreeze");
        await bench.ActAsync(name, "stop");
        await bench.FailsAsync("POST", $"/1.0/instances/{name}/exec", Body("sh", "-c", "true"), "Instance is not running", 400);
        await bench.FailsAsync("POST", "/1.0/instances/nope/exec", Body("sh", "-c", "true"),
            "Failed to fetch instance \"nope\" in project \"default\": Instance not found", 404);
    }

    private static string Body(params string[] command) => new JsonObject
    {
        ["command"] = new JsonArray([.. command.Select(c => (JsonNode)c)]),
        ["record-output"] = true, ["wait-for-websocket"] = false, ["interactive"] = false,
    }.ToJsonString(JsonSerializerOptions.Web);
}
