using Brine.Cli.Tests.Support;
using Brine.Sandbox;

namespace Brine.Cli.Tests;

/// <summary>Snapshots of custom volumes at the command line, and files in diff, as text that a person has read.</summary>
public sealed class VolumeTests
{
    [Fact]
    public async Task Snapshots_of_a_volume_are_listed_taken_restored_and_deleted()
    {
        await using var stage = await Stage.OpenAsync(seed: Seed());
        await stage.RunAsync("volume", "list");
        await stage.RunAsync("volume", "create", "fast/records/before-update", "--description", "before 1.2.3, by hand, since the nightly run was late", "--expires", "7d");
        await stage.RunAsync("volume", "create", "fast/records/before-update");
        await stage.RunAsync("volume", "create", "fast/scratch/one", "--test");
        await stage.RunAsync("volume", "list", "fast/records");
        await stage.RunAsync("volume", "list", "fast", "nope");
        await stage.RunAsync("volume", "restore", "fast/records/monday");
        await stage.RunAsync("volume", "restore", "fast/records/monday", "--test");
        await stage.RunAsync("volume", "restore", "fast/attached/monday", "--yes");
        await stage.AnswerAsync("y\n", "volume", "restore", "fast/records/monday");
        await stage.RunAsync("volume", "restore", "fast/records/gone", "--yes");
        await stage.RunAsync("volume", "delete", "fast/records/monday", "fast/records/before-update", "--yes");
        await stage.RunAsync("volume", "delete", "fast/records/monday", "--yes");
        await stage.RunAsync("volume", "list", "--out", "json");
        await stage.RunAsync("volume", "create", "records/a");
        Golden.Equal("volume", stage.Transcript);
    }

    [Fact]
    public async Task A_refused_restore_touches_nothing()
    {
        await using var stage = await Stage.OpenAsync(seed: Seed());
        var said = await stage.RunAsync("volume", "restore", "fast/attached/monday", "--yes");
        Assert.Contains("web is Running; stop it first", said.Error, StringComparison.Ordinal);
        said = await stage.RunAsync("volume", "restore", "fast/profiled/monday", "--yes");
        Assert.Contains("db is Running; stop it first", said.Error, StringComparison.Ordinal);
        Assert.Empty(stage.Writes);
    }

    [Fact]
    public async Task Diff_says_why_it_lists_no_files()
    {
        await using var stage = await Stage.OpenAsync(seed: Seed());
        stage.IsRoot = true;
        foreach (var instance in new[] { "box", "vm", "web" })
        {
            await stage.RunAsync("create", $"{instance}/a", "--quiet");
            await stage.RunAsync("diff", $"{instance}/a");
        }

        await stage.RunAsync("diff", "vm/a", "--files", "0");
        await stage.RunAsync("diff", "web/a", "--out", "json");
        await stage.RunAsync("diff", "web/a", "--under", "../etc");
        await stage.RunAsync("diff", "web/a", "--files", "-1");
        Golden.Equal("diff-files", stage.Transcript);
    }

    private static SandboxSeed Seed() => SandboxSeed.Parse("""
        {
          "pools": [{ "name": "fast", "driver": "btrfs" }, { "name": "tank", "driver": "zfs" }],
          "profiles": [{ "name": "default", "devices": { "root": { "type": "disk", "path": "/", "pool": "fast" } } },
            { "name": "data", "devices": { "data": { "type": "disk", "pool": "fast", "source": "profiled/folder", "path": "/data" } } }],
          "instances": [
            { "name": "db", "status": "Running", "profiles": ["default", "data"] },
            { "name": "idle", "status": "Running", "profiles": ["default", "data"],
              "devices": { "data": { "type": "none" } } },
            { "name": "web", "status": "Running",
              "devices": { "data": { "type": "disk", "pool": "fast", "source": "attached", "path": "/data" } } },
            { "name": "vm", "type": "virtual-machine" },
            { "name": "box", "devices": { "root": { "type": "disk", "path": "/", "pool": "tank" } } }
          ],
          "volumes": [
            { "name": "records", "pool": "fast", "snapshots": [{ "name": "monday", "created_at": "2026-01-05T02:00:00Z" }] },
            { "name": "attached", "pool": "fast", "snapshots": [{ "name": "monday", "created_at": "2026-01-05T02:00:00Z" }] },
            { "name": "profiled", "pool": "fast", "snapshots": [{ "name": "monday", "created_at": "2026-01-05T02:00:00Z" }] },
            { "name": "scratch", "pool": "fast" }
          ]
        }
        """);
}
