using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Wrong input: one error with place and remedy, the designed exit code, and nothing changed on the server.</summary>
[Trait("Server", "real")]
public sealed class WrongInputTests
{
    [Theory]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n    - statefull: true\n", ":5:", "unknown parameter 'statefull'", "did you mean 'stateful'?")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - name: s\n", ":2:", "has no 'instance'", "say which")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: ..\n", ":4:", "'..' is not a snapshot name", "letters")]
    [InlineData("a:\n\tincus.instance_snapshot_present:\n", ":2:", "tab", "spaces")]
    [InlineData("a:\n  incus.instance_running:\n    - name: c1\na:\n  incus.instance_running:\n    - name: c1\n", ":4:", "found conflicting ID 'a'", "")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: {{ nope }}\n", ":4", "nope", "{{ nope }}")]
    public async Task A_mistake_in_a_file_is_exit_3(string text, string place, string message, string remedy)
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1", isRunning: true);
        var before = await project.Fingerprint();

        foreach (var command in new[] { "plan", "apply" })
        {
            var ran = (await project.Brine(command, project.Write("f.sls", text))).Ends(3);
            Assert.Contains("f.sls" + place, ran.Err, StringComparison.Ordinal);
            Assert.Contains(message, ran.Err, StringComparison.Ordinal);
            Assert.Contains(remedy, ran.Err, StringComparison.Ordinal);
            Assert.Single(ran.Err.Split('\n'), l => l.Contains("error", StringComparison.Ordinal));
        }

        Assert.Equal(before, await project.Fingerprint());
    }

    [Fact]
    public async Task An_unreachable_socket_is_exit_4_and_named()
    {
        await using var project = await Project.On("dirp");

        var ran = (await project.Brine("list", "--socket", "/tmp/there-is-none.socket")).Ends(4);

        Assert.Contains("/tmp/there-is-none.socket", ran.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_exit_3_and_named()
    {
        await using var project = await Project.On("dirp");

        Assert.Contains("there-is-none.sls", (await project.Brine("plan", "there-is-none.sls")).Ends(3).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_not_taken_for_an_empty_one()
    {
        await using var project = await Project.On("dirp");
        var file = project.Write("f.sls", "a:\n  incus.instance_snapshot_absent:\n    - instance: c1\n    - project: nowhere\n    - name: s\n");

        var ran = await project.Brine("plan", file);

        Assert.Equal(1, ran.Exit);
        Assert.Contains("nowhere", ran.Out + ran.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destructive_commands_need_yes_without_a_terminal()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a");
        var before = await project.Fingerprint();

        Assert.Contains("--yes", (await project.Brine("delete", "c1/a")).Ends(3).Err, StringComparison.Ordinal);
        Assert.Contains("--yes", (await project.Brine("restore", "c1/a")).Ends(3).Err, StringComparison.Ordinal);
        Assert.Equal(before, await project.Fingerprint());
        (await project.Brine("delete", "c1/a", "--yes")).Ends(0);
        Assert.Empty(await project.Snapshots("c1"));
    }

    [Fact]
    public async Task A_saved_plan_is_applied_or_refused_with_what_changed()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        var file = project.Write("f.sls", "a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n");
        (await project.Brine("plan", file, "-o", "plan.json")).Ends(2);
        await project.Incus("snapshot", "create", "c1", "s");

        var refused = (await project.Brine("apply", "plan.json")).Ends(1);

        Assert.Contains("c1/s: exists was no when planned, and is yes now", refused.Out + refused.Err, StringComparison.Ordinal);
        await project.Incus("snapshot", "delete", "c1", "s");
        (await project.Brine("apply", "plan.json")).Ends(0);
        Assert.Equal(["s"], await project.Snapshots("c1"));
    }

    [Fact]
    public async Task One_off_commands_do_what_they_say()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");

        (await project.Brine("create", "c1/a", "--description", "by hand", "--expires", "7d")).Ends(0);
        (await project.Brine("create", "c1/a")).Ends(1);
        (await project.Brine("rename", "c1/a", "b")).Ends(0);
        Assert.Contains("by hand", (await project.Brine("show", "c1/b")).Ends(0).Out, StringComparison.Ordinal);
        await project.Incus("config", "set", "c1", "user.x=1");
        Assert.Contains("user.x", (await project.Brine("diff", "c1/b")).Ends(0).Out, StringComparison.Ordinal);
        (await project.Brine("restore", "c1/b", "--yes")).Ends(0);
        (await project.Brine("restore", "c1/b", "--yes")).Ends(0); // asked for by hand: done each time
        (await project.Brine("delete", "c1/nope", "--yes")).Ends(1);
        Assert.Contains("\"name\": \"b\"", (await project.Brine("list", "--out", "json")).Ends(0).Out, StringComparison.Ordinal);
    }
}
