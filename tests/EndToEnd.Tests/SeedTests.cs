using System.Text.RegularExpressions;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Every YAML example of the specification, applied to a real Incus as it stands there.</summary>
[Trait("Server", "real")]
public sealed partial class SeedTests
{
    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Path.Combine(RealIncus.Repository, "examples", "seed")).Order(StringComparer.Ordinal))
                if (!File.ReadAllText(file).Contains("stateful: true", StringComparison.Ordinal)) // those want virtual machines: VmTests
                    foreach (var pool in new[] { "dirp", "btr" })
                        data.Add(Path.GetFileName(file), pool);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Each_example_applies_and_a_second_apply_changes_nothing(string file, string pool)
    {
        await using var project = await Project.On(pool);
        var path = Path.Combine(RealIncus.Repository, "examples", "seed", file);
        await Prepare(project, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), file);

        (await project.Brine("plan", path)).Ends(2);
        (await project.Brine("apply", path, "--yes")).Ends(0);
        var after = await project.Fingerprint();
        (await project.Brine("plan", path)).Ends(0);
        (await project.Brine("apply", path, "--yes")).Ends(0);
        Assert.Equal(after, await project.Fingerprint());
    }

    [Fact]
    public async Task A_description_is_where_incus_keeps_descriptions_and_one_deleted_snapshot_comes_back_alone()
    {
        await using var project = await Project.On("dirp");
        var path = Path.Combine(RealIncus.Repository, "examples", "seed", "04-basic-strategy.yaml");
        await project.Container("web-server", isRunning: true);
        (await project.Brine("apply", path)).Ends(0);

        Assert.Contains("Before system updates", (await project.Brine("show", "web-server/before-update")).Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("description: Before system updates",
            await project.Incus("storage", "volume", "snapshot", "show", "dirp", "container/web-server/before-update"), StringComparison.Ordinal);

        var before = await project.Query("/1.0/instances/web-server/snapshots?recursion=1");
        await project.Incus("snapshot", "delete", "web-server", "before-update");
        (await project.Brine("apply", path)).Ends(0);
        var after = await project.Query("/1.0/instances/web-server/snapshots?recursion=1");
        Assert.Equal(3, after.AsArray().Count);
        foreach (var snapshot in after.AsArray().Where(s => (string)s!["name"]! != "before-update"))
            Assert.Contains(before.AsArray(), b => (string)b!["name"]! == (string)snapshot!["name"]! && (string)b["created_at"]! == (string)snapshot["created_at"]!);
    }

    /// <summary>The instances that the example speaks of, and the snapshots that it expects to find.</summary>
    private static async Task Prepare(Project project, string text, string file)
    {
        foreach (var instance in Instance().Matches(text).Select(m => m.Groups["name"].Value).Distinct())
            await project.Container(instance, isRunning: instance.Contains("web", StringComparison.Ordinal));
        if (text.Contains("alias: ubuntu/22.04", StringComparison.Ordinal))
            await Images.Alias("ubuntu/22.04");
        if (file.Contains("absent", StringComparison.Ordinal))
            await project.Incus("snapshot", "create", "web-container", "obsolete-snap");
        if (file.Contains("restored", StringComparison.Ordinal))
            await project.Incus("snapshot", "create", "web-container", "before-system-update");
    }

    [GeneratedRegex(@"^\s*(- )?instance: (?<name>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    internal static partial Regex Instance();
}
