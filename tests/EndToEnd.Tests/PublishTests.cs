using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary><c>snapshot_published</c> and <c>brine publish</c> on a real server, by what the images launch.</summary>
[Trait("Server", "real")]
public sealed class PublishTests
{
    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task A_golden_image_launches_with_the_snapshots_files_and_is_published_once(string pool)
    {
        await using var project = await Project.On(pool);
        var alias = "golden-" + project.Name;
        await project.Container("web");
        await Mark(project, "one");
        await project.Incus("snapshot", "create", "web", "a");
        string[] declared = ["instance=web", "name=a", $"alias={alias}", "properties={os: brine}", "compression=none"];
        try
        {
            Assert.Null((await project.State("snapshot_published", [.. declared, "--test"]))["result"]);
            var first = await project.State("snapshot_published", declared);
            var made = (string)first["changes"]!["image"]!["new"]!;
            Assert.Equal($"Snapshot a of instance web published as {alias}: fingerprint {made}", (string)first["comment"]!);
            var again = await project.State("snapshot_published", declared);
            Assert.Equal("{}", again["changes"]!.ToJsonString());
            Assert.Equal($"Snapshot a of instance web is already published as {alias}: fingerprint {made}", (string)again["comment"]!);
            Assert.Equal("brine", (string)(await project.Query($"/1.0/images/{made}"))["properties"]!["os"]!);

            await project.Incus("launch", alias, "fromgold");
            Assert.Equal("Running", await project.Status("fromgold"));
            Assert.Equal("one", await project.Read("fromgold", "/root/mark"));

            await Mark(project, "two");
            (await project.Brine("create", "web/b")).Ends(0);
            var moved = JsonNode.Parse((await project.Brine("publish", "web/b", "--alias", alias, "--property", "os=brine", "--out", "json")).Ends(0).Out)!;
            var image = moved["declarations"]![0]!["changes"]!["image"]!;
            Assert.Equal(made, (string)image["old"]!);
            Assert.Equal((string)image["new"]!, (string)(await project.Query($"/1.0/images/aliases/{alias}"))["target"]!);
            Assert.Contains($"image {made[..12]}, which {alias} pointed at, is kept", moved.ToJsonString(), StringComparison.Ordinal);
            await project.Query($"/1.0/images/{made}"); // still there

            await project.Incus("init", alias, "later", "-q");
            Assert.Equal("two", await project.Read("later", "/root/mark"));

            // An image that lost its alias is found again, and not made twice.
            await project.Incus("image", "alias", "delete", alias);
            var found = await project.State("snapshot_published", declared);
            Assert.Equal(made, (string)found["changes"]!["image"]!["new"]!);
            var open = await project.State("snapshot_published", [.. declared, "public=true"]);
            Assert.Equal("""{"public":{"old":false,"new":true}}""", open["changes"]!.ToJsonString());
        }
        finally
        {
            await Clean(project);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_not_published()
    {
        await using var project = await Project.On("dirp");
        await project.Empty("web");

        Assert.Contains("Snapshot a does not exist for instance web", (await project.Brine("publish", "web/a", "--alias", "x")).Ends(1).Err, StringComparison.Ordinal);
        Assert.Contains("Option '--alias' is required", (await project.Brine("publish", "web/a")).Ends(3).Err, StringComparison.Ordinal);
        Assert.Contains("is no image alias", (await project.Brine("publish", "web/a", "--alias", "..")).Ends(3).Err, StringComparison.Ordinal);
    }

    // The image store is the default project's: what a test leaves there stays.
    private static async Task Clean(Project project)
    {
        foreach (var image in (await project.Query("/1.0/images?recursion=1")).AsArray())
            if ((string?)image!["properties"]!["brine.project"] == project.Name)
                await project.Incus("image", "delete", (string)image["fingerprint"]!);
    }

    private static Task Mark(Project project, string text) => project.Incus("file", "push", project.Write("mark", text), "web/root/mark");
}
