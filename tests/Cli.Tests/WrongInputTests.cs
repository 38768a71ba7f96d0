using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary>
/// Wrong input: one error, with file, line and remedy, the right exit code, and nothing changed on the server.
/// </summary>
public sealed class WrongInputTests
{
    public static TheoryData<string, string, int> Files => new()
    {
        {
            "unknown-parameter", """
            web:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: a
                - statefull: true

            """, 5
        },
        {
            "no-instance", """
            web:
              incus.instance_snapshot_present:
                - name: a

            """, 2
        },
        {
            "dots", """
            web:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: ..

            """, 4
        },
        { "tab", "web:\n  incus.instance_snapshot_present:\n\t- instance: web-server\n    - name: a\n", 3 },
        {
            "duplicate-id", """
            web:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: a
            web:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: b

            """, 5
        },
        {
            "undefined", """
            web:
              incus.instance_snapshot_present:
                - instance: {{ tier }}
                - name: a

            """, 3
        },
        {
            "foreign", """
            web:
              pkg.installed:
                - name: nginx

            """, 2
        },
        {
            "expiry", """
            web:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: a
                - expires: soon

            """, 5
        },
        {
            "program", """
            web:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: {{ salt['cmd.run']('no-such-program-here') }}

            """, 4
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_wrong_file_is_one_error_with_its_place_and_nothing_is_changed(string name, string text,
        int line)
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write(name + ".sls", text);
        var end = await stage.RunAsync("apply", file);
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Empty(end.Out);
        Assert.Single(end.Error.Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal));
        Assert.StartsWith(FormattableString.Invariant($"error: {file}:{line}:"), end.Error, StringComparison.Ordinal);
        Assert.Empty(stage.Server.Control.Requests);
        Golden.Equal("wrong-" + name, stage.Transcript);
    }

    [Fact]
    public async Task All_errors_of_a_file_are_shown_together()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("many.sls", """
            one:
              incus.instance_snapshot_present:
                - name: a
            two:
              incus.instance_snapshot_absent:
                - instance: web-server
                - name: a/b

            """);
        var end = await stage.RunAsync("plan", file);
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Equal(2, end.Error.Split('\n').Count(l => l.StartsWith("error: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stateful_snapshot_of_a_stopped_instance_is_refused_before_anything_is_touched()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Client.Instances.SetStateAsync("default", "web-server", Brine.Incus.StateChange.Stop, force: true,
            TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var before = stage.Writes.Count();
        var file = stage.Write("stateful.sls", """
            web:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: a
                - stateful: true

            """);
        var end = await stage.RunAsync("apply", file);
        Assert.Equal(Exits.Failed, end.Code);
        Assert.Equal(before, stage.Writes.Count());
        Golden.Equal("wrong-stateful", stage.Transcript);
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_exit_4()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Example("web-tier/restore.sls");
        var socket = Path.Combine(stage.Folder, "none");
        foreach (var command in (string[][])[["plan", file], ["apply", file], ["list"], ["show", "a/b"],
            ["create", "a/b"], ["delete", "a/b", "--yes"]])
        {
            var end = await stage.RunAsync([.. command, "--socket", socket]);
            Assert.Equal(Exits.Unreachable, end.Code);
            Assert.StartsWith("error: ", end.Error, StringComparison.Ordinal);
            Assert.Contains(socket, end.Error, StringComparison.Ordinal);
        }

        Assert.Empty(stage.Server.Control.Requests);
        Golden.Equal("wrong-socket", stage.Transcript);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("plan", "no-such-file.sls")]
    [InlineData("plan", "/usr/include")]
    [InlineData("fly")]
    [InlineData("list", "--colour")]
    [InlineData("list", "bad name")]
    [InlineData("create", "web-server")]
    [InlineData("create", "web-server/..")]
    [InlineData("create", "web-server/a b")]
    [InlineData("create", "web-server/a", "--expires", "soon")]
    [InlineData("delete", "web-server/..", "--yes")]
    [InlineData("rename", "web-server/a", "..")]
    [InlineData("restore", "web-server/a", "--safety", "perhaps")]
    [InlineData("restore", "web-server/a", "--stateful", "--disk-only")]
    [InlineData("list", "--timeout", "soon")]
    [InlineData("list", "--socket", "/x", "--url", "https://y")]
    [InlineData("list", "--remote", "no-such-remote")]
    [InlineData("plan", "x", "--parallel", "0")]
    [InlineData("completion", "tcsh")]
    [InlineData("sandbox", "--flavor", "5")]
    [InlineData("sandbox", "--socket", "/etc/hostname")]
    public async Task A_wrong_command_line_is_exit_3_and_sends_nothing(params string[] args)
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync(args);
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Empty(end.Out);
        Assert.StartsWith("error: ", end.Error, StringComparison.Ordinal);
        Assert.Empty(stage.Server.Control.Requests);
    }
}
