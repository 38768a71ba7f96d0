using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Groups;

/// <summary>Virtual machines as members, with and without their memory.</summary>
[Trait("Server", "real")]
[Trait("Bench", "vm")]
public sealed class GroupVmTests
{
    [Fact]
    public async Task Machines_are_taken_with_their_memory_and_go_on_from_it()
    {
        await using var project = await Project.On("dirp", RealIncus.VmDirectory);
        await VmTests.Machine(project, "v1");
        await VmTests.Machine(project, "v2");
        var (first, second) = (await Process(project, "v1"), await Process(project, "v2"));

        (await project.Brine("group", "create", "x", "v1", "v2", "--stateful")).Ends(0);

        Assert.Equal((first, second), (await Process(project, "v1"), await Process(project, "v2")));
        foreach (var name in (string[])["v1", "v2"])
        {
            Assert.Equal("Running", await project.Status(name));
            Assert.Matches(@"stateful +yes", (await project.Brine("show", name + "/x")).Ends(0).Out);
        }

        (await project.Brine("group", "restore", "x", "--stateful", "--yes")).Ends(0);
        foreach (var name in (string[])["v1", "v2"])
        {
            Assert.Equal("Running", await project.Status(name));
            var line = await File.ReadAllTextAsync($"/proc/{await Process(project, name)}/cmdline", TestContext.Current.CancellationToken);
            Assert.Contains("-incoming", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_one_member_cannot_do_is_told_before_any_is_touched()
    {
        await using var project = await Project.On("dirp", RealIncus.VmDirectory);
        await VmTests.Machine(project, "vm");
        await project.Container("c1", isRunning: true);
        var (before, process) = (await project.Fingerprint(), await Process(project, "vm"));

        // No agent answers in the machine, so no command can be run there; the container's own must not run either.
        await IsRefused("no command can be run in vm: it has no process (a container), or its agent does not answer (a VM); nothing was touched",
            "c1", "vm", "--before", "touch /ran");
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => project.Read("c1", "/ran"));
        await IsRefused("has not migration.stateful set", "vm", "c1", "--stateful");

        // Without commands and memory the two are one set.
        (await project.Brine("group", "create", "x", "vm", "c1")).Ends(0);
        Assert.Equal(["x"], await project.Snapshots("c1"));
        Assert.Equal(["x"], await project.Snapshots("vm"));
        await IsRefused("vm: it is stateless, and a stateful restore was asked for", null, "--stateful");

        async Task IsRefused(string why, params string?[] arguments)
        {
            var seen = await project.Fingerprint();
            var ran = await project.Brine(["group", .. arguments[0] is null ? ["restore", "x", "--yes"] : (string[])["create", "x"], .. arguments.OfType<string>()]);
            ran.Ends(1);
            Assert.Contains(why, Flat(ran.Out + ran.Err), StringComparison.Ordinal);
            Assert.Equal(seen, await project.Fingerprint());
            Assert.Equal(process, await Process(project, "vm"));
        }

        Assert.StartsWith("c1 Running", before, StringComparison.Ordinal);
    }

    private static async Task<int> Process(Project project, string name) =>
        (int)(await project.Query($"/1.0/instances/{name}/state"))["pid"]!;

    /// <summary>As if the screen were endlessly wide.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
