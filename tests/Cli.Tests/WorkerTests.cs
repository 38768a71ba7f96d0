using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary><c>brine worker</c>: what is asked, line by line, and what it answers.</summary>
public sealed class WorkerTests
{
    private const string Garbage = """
        garbage
        [1]
        {"id": {"any": "thing"}, "states": 7}
        {"id": 2, "nothing": true}

        """;

    private const string States = """
        {"id": 3, "states": [{"function": "instance_snapshot_present", "arguments": {"name": "a", "instance": "web-server", "description": "ü 😀"}}], "test": true}
        {"id": 4, "states": [WELL, BLANK, MISSPELT, ABSENT]}
        """;

    private const string Calls = """
        {"id": 1, "call": "instance_snapshot_list", "arguments": {"instance": "web-server", "recursion": 0}}
        {"id": 2, "call": "instance_snapshot_create", "arguments": {"instance": "web-server", "snapshot_name": "a", "description": ""}}
        {"id": 3, "call": "instance_snapshot_rename", "arguments": {"instance": "web-server", "snapshot_name": "a", "new_name": ".."}}
        {"id": 4, "call": "instance_snapshot_list", "arguments": {"instance": "nope"}}
        {"id": 5, "call": "instance_snapshot_list", "arguments": {"instance": ".."}}
        {"id": 6, "call": "instance_fly", "arguments": {}}
        {"id": 7, "call": "instance_list", "connection": {"type": "unix", "socket": "/nowhere/unix.socket"}}
        {"id": 8, "call": "instance_list", "connection": {"type": "pigeon"}}
        """;

    [Fact]
    public async Task Each_line_has_its_answer_and_garbage_too()
    {
        await using var stage = await Stage.OpenAsync();
        var states = States
            .Replace("WELL", State("incus.instance_snapshot_present", "a", "web-server"), StringComparison.Ordinal)
            .Replace("BLANK", State("instance_snapshot_present", "a b", "web-server"), StringComparison.Ordinal)
            .Replace("MISSPELT", State("instance_snapshot_presnt", "a", "web-server"), StringComparison.Ordinal)
            .Replace("ABSENT", State("instance_snapshot_absent", "a", "nope"), StringComparison.Ordinal);
        await stage.AnswerAsync(Garbage + states, "worker");
        Assert.Single(stage.Writes, w => w.StartsWith("POST", StringComparison.Ordinal)); // one is well, and not in test mode
        await stage.AnswerAsync(Calls, "worker");
        Golden.Equal("worker", stage.Transcript);
    }

    [Fact]
    public async Task Its_version_is_that_of_the_program()
    {
        await using var stage = await Stage.OpenAsync();
        Assert.Equal($$"""{"id":1,"brine":"{{ProductVersion.Number}}","protocol":1}""" + "\n",
            (await stage.AnswerAsync("""{"id": 1, "hello": true}""", "worker")).Out);
    }

    private static string State(string function, string name, string instance) =>
        $$$"""{"function": "{{{function}}}", "arguments": {"name": "{{{name}}}", "instance": "{{{instance}}}"}}""";
}
