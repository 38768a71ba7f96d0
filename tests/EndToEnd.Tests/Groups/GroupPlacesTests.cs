using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Groups;

/// <summary>One set over two projects of one server and another server, which holds a virtual machine.</summary>
[Trait("Server", "real")]
[Trait("Bench", "vm")]
public sealed class GroupPlacesTests
{
    private static readonly string[] All = ["near", "next", "far"];

    [Fact]
    public async Task Members_of_two_projects_and_two_servers_are_taken_restored_and_deleted_as_one()
    {
        await using var places = await Places.OpenAsync();
        var file = places.File("x");

        Assert.Contains("skew", (await places.Brine("apply", file)).Ends(0).Out, StringComparison.Ordinal);
        foreach (var place in All)
            Assert.Equal(["x"], await places.Snapshots(place));
        (await places.Brine("plan", file)).Ends(0);
        var shown = JsonNode.Parse((await places.Brine("group", "show", "x", "--out", "json")).Ends(0).Out)!;
        Assert.Equal(3, shown["members"]!.AsArray().Count);

        var process = await places.Process("far");
        (await places.Brine("group", "restore", "x", "--yes")).Ends(0);
        Assert.NotEqual(process, await places.Process("far"));
        (await places.Brine("group", "delete", "x", "--yes")).Ends(0);
        foreach (var place in All)
        {
            Assert.Equal("Running", await places.Status(place));
            Assert.DoesNotContain("x", await places.Snapshots(place));
        }
    }

    [Fact]
    public async Task What_fails_on_one_server_leaves_nothing_on_the_other()
    {
        await using var places = await Places.OpenAsync();
        var process = await places.Process("far");
        // A file stands where the pool wants the folder of the member's snapshots.
        var folder = Path.Combine(RealIncus.Directory, "storage-pools", "btr", "containers-snapshots", $"{places.Project("next")}_next");
        await File.WriteAllTextAsync(folder, "in the way", TestContext.Current.CancellationToken);

        var ran = await places.Brine("apply", places.File("x"));

        File.Delete(folder);
        ran.Ends(1);
        Assert.Equal(process, await places.Process("far"));
        foreach (var place in All)
        {
            Assert.Equal("Running", await places.Status(place));
            Assert.Empty(await places.Snapshots(place));
        }
    }

    /// <summary>Three projects, each with one member that runs; the third is on the other server.</summary>
    private sealed class Places : IAsyncDisposable
    {
        private readonly Dictionary<string, Project> _at = [];
        private readonly Dictionary<string, string> _environment = new(RealIncus.EnvironmentOf(RealIncus.Directory));

        public static async Task<Places> OpenAsync()
        {
            var places = new Places();
            foreach (var name in All)
            {
                var isFar = name == "far";
                var project = places._at[name] = await Bench.Project.On(isFar ? "dirp" : "btr", isFar ? RealIncus.VmDirectory : null);
                if (isFar)
                    await VmTests.Machine(project, name);
                else
                    await project.Container(name, isRunning: true);
            }

            var near = places._at["near"];
            near.Write("conf/config.yml", $$"""
                remotes:
                  other:
                    addr: unix://{{RealIncus.VmDirectory}}/unix.socket
                    protocol: incus
                """);
            places._environment["INCUS_CONF"] = Path.Combine(near.Folder, "conf");
            places._environment["XDG_STATE_HOME"] = Path.Combine(near.Folder, "state");
            return places;
        }

        public string Project(string member) => _at[member].Name;

        public string File(string set) => _at["near"].Write(set + ".sls", $$"""
            tiers:
              incus.snapshot_group_present:
                - name: {{set}}
                - instances:
                  - near
                  - {name: next, project: {{Project("next")}}}
                  - {name: 'other:far', project: {{Project("far")}}}
            """);

        public Task<Ran> Brine(params string[] arguments) =>
            Ran.Of(RealIncus.Brine, [.. arguments, "--project", Project("near")], _environment, _at["near"].Folder);

        public Task<string[]> Snapshots(string member) => _at[member].Snapshots(member);

        public Task<string> Status(string member) => _at[member].Status(member);

        public async Task<int> Process(string member) => (int)(await _at[member].Query($"/1.0/instances/{member}/state"))["pid"]!;

        public async ValueTask DisposeAsync()
        {
            foreach (var project in _at.Values)
                await project.DisposeAsync();
        }
    }
}
