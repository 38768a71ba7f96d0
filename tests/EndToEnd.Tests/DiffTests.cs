using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The files that <c>brine diff</c> lists, on a real server.</summary>
[Trait("Server", "real")]
public sealed class DiffTests
{
    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task Added_changed_and_removed_files_are_listed_with_their_sizes(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("web", isRunning: true);
        await Shell(project, "cd /root; echo -n 12345 > grows; echo -n keep > same; echo -n x > goes; echo -n m > moded; ln -s same points; mkdir old; echo 1 > old/one");
        (await project.Brine("create", "web/a")).Ends(0);
        await Shell(project, "cd /root; echo -n 1234567 > grows; rm goes; echo -n new > comes; chmod 700 moded; ln -sf grows points; rm -r old; mkdir fresh; echo 22 > fresh/two");
        (await project.Brine("create", "web/b")).Ends(0);
        await project.Incus("stop", "web", "--force");

        var between = await Files(project, "web/a", "web/b");
        Assert.True((bool)between["compared"]!);
        var list = between["list"]!.AsArray().Select(f => $"{f!["change"]} {f["path"]} {f["from_size"]?.ToString() ?? "-"} {f["to_size"]?.ToString() ?? "-"}").ToList();
        Assert.Equal(
            ["added root/comes - 3", "added root/fresh - -", "added root/fresh/two - 3", "removed root/goes 1 -", "changed root/grows 5 7", "changed root/moded 1 1",
             "removed root/old - -", "removed root/old/one 2 -", "changed root/points - -"],
            list.Where(l => l.Contains(" root/", StringComparison.Ordinal)));

        var few = (await project.Brine("diff", "web/a", "web/b", "--files", "2")).Ends(0).Out;
        Assert.Contains("more; --files shows as many as you say", few, StringComparison.Ordinal);
        var now = await Files(project, "web/b");
        Assert.DoesNotContain("root/grows", now.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Files", (await project.Brine("diff", "web/a", "web/b", "--files", "0")).Ends(0).Out, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Files(Project project, params string[] sides) =>
        JsonNode.Parse((await project.Brine(["diff", .. sides, "--files", "1000", "--out", "json"])).Ends(0).Out)!["files"]!;

    private static Task Shell(Project project, string script) => project.Incus("exec", "web", "--", "sh", "-c", script);
}
