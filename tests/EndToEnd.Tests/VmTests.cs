using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>
/// Snapshots with memory, on virtual machines that run: the seed's examples, both ways to restore, and what is refused
/// while the machine runs on. "Runs on" means the very same QEMU process, not one that was started again.
/// </summary>
[Trait("Server", "real")]
[Trait("Bench", "vm")]
public sealed class VmTests
{
    public static TheoryData<string, string> StatefulExamples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Example("")).Order(StringComparer.Ordinal))
                if (File.ReadAllText(file).Contains("stateful: true", StringComparison.Ordinal))
                    foreach (var pool in new[] { "dirp", "btr" })
                        data.Add(Path.GetFileName(file), pool);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StatefulExamples))]
    public async Task Each_stateful_example_applies_and_a_second_apply_changes_nothing(string file, string pool)
    {
        await using var project = await Project.On(pool, RealIncus.VmDirectory);
        var path = Example(file);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        foreach (var instance in SeedTests.Instance().Matches(text).Select(m => m.Groups["name"].Value).Distinct())
            if (instance.EndsWith("-vm", StringComparison.Ordinal))
                await Machine(project, instance);
            else
                await project.Container(instance);

        (await project.Brine("plan", path)).Ends(2);
        (await project.Brine("apply", path)).Ends(0);
        var after = await project.Fingerprint();
        (await project.Brine("plan", path)).Ends(0);
        (await project.Brine("apply", path)).Ends(0);
        Assert.Equal(after, await project.Fingerprint());

        var (snapshot, description) = file[..2] == "01"
            ? ("windows-vm/configured-state", "VM with all services running")
            : ("ubuntu-vm/post-configuration", "VM after configuration with services running");
        var shown = (await project.Brine("show", snapshot)).Ends(0).Out;
        Assert.Matches(@"stateful +yes", shown);
        Assert.Contains(description, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task A_stateful_restore_goes_on_from_the_memory_and_a_stateless_one_of_it_boots(string pool)
    {
        await using var project = await Project.On(pool, RealIncus.VmDirectory);
        await Machine(project, "vm");
        await Succeeds(project, "present", "name=a", "stateful=true");
        var first = await Process(project);
        await Boots(project);

        await Succeeds(project, "restored", "name=a", "stateful=true");
        Assert.Equal("Running", await project.Status("vm"));
        var fromMemory = await Process(project);
        Assert.NotEqual(first, fromMemory);
        Assert.Contains("-incoming", CommandLine(fromMemory), StringComparison.Ordinal);
        var again = await Succeeds(project, "restored", "name=a", "stateful=true");
        Assert.Contains("already restored to snapshot a", again, StringComparison.Ordinal);
        Assert.Equal(fromMemory, await Process(project));
        Assert.DoesNotContain("*", await Console(project), StringComparison.Ordinal);

        await Succeeds(project, "restored", "name=a", "again=true");
        Assert.Equal("Running", await project.Status("vm"));
        await Boots(project);

        await project.Incus("stop", "-f", "vm");
        await Succeeds(project, "restored", "name=a", "again=true", "safety=false");
        Assert.Equal("Stopped", await project.Status("vm"));
        await Succeeds(project, "restored", "name=a", "stateful=true", "again=true", "safety=false");
        Assert.Equal("Running", await project.Status("vm"));
    }

    [Fact]
    public async Task A_stateless_snapshot_is_neither_restored_statefully_nor_made_stateful_and_the_machine_runs_on()
    {
        await using var project = await Project.On("dirp", RealIncus.VmDirectory);
        await Machine(project, "vm");
        await Succeeds(project, "present", "name=a");
        var process = await Process(project);
        var before = await project.Fingerprint();

        var restored = await Fails(project, "restored", "name=a", "stateful=true");
        Assert.Contains("it is stateless, and a stateful restore was asked for", restored, StringComparison.Ordinal);
        var present = await Fails(project, "present", "name=a", "stateful=true");
        Assert.Contains("is stateless and cannot be made stateful", present, StringComparison.Ordinal);
        Assert.Equal(before, await project.Fingerprint());
        Assert.Equal(process, await Process(project));

        await Succeeds(project, "present", "name=a", "stateful=true", "on_drift=recreate");
        Assert.Matches(@"stateful +yes", (await project.Brine("show", "vm/a")).Ends(0).Out);
        Assert.Equal(process, await Process(project));
    }

    [Fact]
    public async Task A_machine_that_cannot_save_its_memory_is_told_so_before_anything_is_touched()
    {
        await using var project = await Project.On("dirp", RealIncus.VmDirectory);
        await Machine(project, "vm");
        await project.Incus("stop", "-f", "vm");
        await IsRefused(project, "vm is Stopped; start it first: incus start vm");

        await project.Incus("config", "unset", "vm", "migration.stateful");
        await project.Start("vm");
        await IsRefused(project, "vm has not migration.stateful set");

        await project.Incus("stop", "-f", "vm");
        await project.Incus("config", "set", "vm", "migration.stateful=true", "limits.memory=512MiB");
        await project.Start("vm");
        await IsRefused(project, "size.state is 256MiB; set it: incus config device set vm root size.state=512MiB");
    }

    /// <summary>Brine says no and touches nothing; Incus, asked by hand, says no too, so the check is needed.</summary>
    private static async Task IsRefused(Project project, string why)
    {
        var (before, process) = (await project.Fingerprint(), await Process(project));
        Assert.Contains(why, await Fails(project, "present", "name=a", "stateful=true"), StringComparison.Ordinal);
        Assert.Equal(before, await project.Fingerprint());
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(
            () => project.Incus("snapshot", "create", "vm", "a", "--stateful"));
        Assert.Equal(process, await Process(project));
    }

    private static async Task<string> Succeeds(Project project, string state, params string[] arguments)
    {
        var said = await project.State("instance_snapshot_" + state, ["instance=vm", .. arguments]);
        Assert.True((bool)said["result"]!, said.ToJsonString());
        return (string)said["comment"]!;
    }

    private static async Task<string> Fails(Project project, string state, params string[] arguments)
    {
        var said = await project.State("instance_snapshot_" + state, ["instance=vm", .. arguments]);
        Assert.False((bool)said["result"]!, said.ToJsonString());
        return (string)said["comment"]!;
    }

    private static string Example(string file) => Path.Combine(RealIncus.Repository, "examples", "seed", file);

    internal static async Task Machine(Project project, string name)
    {
        var script = Path.Combine(RealIncus.Repository, "tests", "bench", "vm.sh");
        (await Ran.Of(script, ["make", RealIncus.VmDirectory, name, project.Pool, project.Name])).Ends(0);
    }

    /// <summary>The id of the machine's QEMU; 0 when it is stopped.</summary>
    private static async Task<int> Process(Project project) =>
        (int)(await project.Query("/1.0/instances/vm/state"))["pid"]!;

    /// <summary>QEMU is started with -incoming when it goes on from saved memory.</summary>
    private static string CommandLine(int process) => File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');

    /// <summary>What the machine wrote since QEMU was started; its firmware writes a star.</summary>
    private static Task<string> Console(Project project) => project.Incus("console", "vm", "--show-log");

    /// <summary>The firmware has run from its start; asked until it has, on however busy a processor.</summary>
    private static async Task Boots(Project project)
    {
        Assert.DoesNotContain("-incoming", CommandLine(await Process(project)), StringComparison.Ordinal);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await Console(project)).Contains('*', StringComparison.Ordinal))
            limit.Token.ThrowIfCancellationRequested();
    }
}
