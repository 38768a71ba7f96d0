using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

/// <summary>Snapshots of custom volumes.</summary>
public sealed class CustomVolumeTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_snapshot_has_the_volumes_description_until_it_gets_its_own(string server)
    {
        await using var bench = servers.Open(server);
        await using var volume = await Volume.OnAsync(bench, "own words");
        await bench.DoAsync("POST", $"{volume.Path}/snapshots", """{"name":"s1","description":"ignored or not","expires_at":"2027-01-01T00:00:00Z"}""");

        var listed = (await bench.ReadAsync($"{volume.Path}/snapshots?recursion=1"))[0]!;
        Assert.Equal($"{volume.Name}/s1", (string?)listed["name"]);
        Assert.Equal("2027-01-01T00:00:00Z", (string?)listed["expires_at"]);
        await bench.DoAsync("PATCH", $"{volume.Path}/snapshots/s1", """{"description":""}""");
        await bench.DoAsync("PATCH", $"{volume.Path}/snapshots/s1", """{"expires_at":"0001-01-01T00:00:00Z"}""");
        var one = await bench.ReadAsync($"{volume.Path}/snapshots/s1");
        Assert.Equal(("s1", "", "0001-01-01T00:00:00Z"), ((string?)one["name"], (string?)one["description"], (string?)one["expires_at"]));
        await bench.FailsAsync("POST", $"{volume.Path}/snapshots", """{"name":"s1"}""", "Snapshot \"s1\" already in use", 409);
        await bench.DoAsync("DELETE", $"{volume.Path}/snapshots/s1");
        await bench.FailsAsync("GET", $"{volume.Path}/snapshots/s1", null, "Storage pool volume not found", 404);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_volume_is_restored_while_nobody_who_has_it_runs_and_keeps_its_keys(string server)
    {
        await using var bench = servers.Open(server);
        await using var volume = await Volume.OnAsync(bench, "");
        await bench.DoAsync("POST", $"{volume.Path}/snapshots", """{"name":"s1"}""");
        await bench.DoAsync("PATCH", volume.Path, """{"config":{"user.brine.restored":"x"},"description":"kept"}""");
        var name = await bench.ContainerAsync();
        await bench.DoAsync("PATCH", $"/1.0/instances/{name}",
            new JsonObject
            {
                ["devices"] = new JsonObject
                {
                    ["data"] = new JsonObject { ["type"] = "disk", ["pool"] = "btr", ["source"] = volume.Name, ["path"] = "/data" },
                },
            }.ToJsonString());
        Assert.Equal($"/1.0/instances/{name}", (string?)(await bench.ReadAsync(volume.Path))["used_by"]![0]);
        await bench.DoAsync("PUT", volume.Path, """{"restore":"s1"}""");
        var after = await bench.ReadAsync(volume.Path);
        Assert.Equal(("x", "kept"), ((string?)after["config"]!["user.brine.restored"], (string?)after["description"]));

        await bench.DoAsync("PUT", $"/1.0/instances/{name}/state", """{"action":"start"}""");
        await bench.FailsAsync("PUT", volume.Path, """{"restore":"s1"}""", "Cannot restore custom volume used by running instances", 500);
        await bench.DoAsync("PUT", $"/1.0/instances/{name}/state", """{"action":"stop","force":true}""");
        await bench.DoAsync("DELETE", $"/1.0/instances/{name}");
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task One_that_has_the_volume_by_a_profile_is_not_among_its_users_but_the_profile_is(string server)
    {
        await using var bench = servers.Open(server);
        await using var volume = await Volume.OnAsync(bench, "");
        var (name, profile) = (await bench.ContainerAsync(), bench.NewName());
        await bench.DoAsync("POST", $"{volume.Path}/snapshots", """{"name":"s1"}""");
        await bench.DoAsync("POST", "/1.0/profiles", new JsonObject
        {
            ["name"] = profile,
            ["devices"] = new JsonObject
            {
                ["data"] = new JsonObject { ["type"] = "disk", ["pool"] = "btr", ["source"] = volume.Name, ["path"] = "/data" },
            },
        }.ToJsonString());
        var own = (await bench.ReadAsync($"/1.0/instances/{name}"))["profiles"]!.AsArray();
        own.Add(profile);
        await bench.DoAsync("PATCH", $"/1.0/instances/{name}", new JsonObject { ["profiles"] = own.DeepClone() }.ToJsonString());

        Assert.Equal($"""["/1.0/profiles/{profile}"]""", (await bench.ReadAsync(volume.Path))["used_by"]!.ToJsonString());
        Assert.Equal($"""["/1.0/instances/{name}"]""", (await bench.ReadAsync($"/1.0/profiles/{profile}"))["used_by"]!.ToJsonString());
        await bench.DoAsync("PUT", $"/1.0/instances/{name}/state", """{"action":"start"}""");
        await bench.FailsAsync("PUT", volume.Path, """{"restore":"s1"}""", "Cannot restore custom volume used by running instances", 500);
        await bench.DoAsync("PUT", $"/1.0/instances/{name}/state", """{"action":"stop","force":true}""");
        await bench.DoAsync("PUT", volume.Path, """{"restore":"s1"}""");
        await bench.DoAsync("DELETE", $"/1.0/instances/{name}");
        await bench.DoAsync("DELETE", $"/1.0/profiles/{profile}");
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task What_is_not_there_is_not_found(string server)
    {
        await using var bench = servers.Open(server);
        await bench.FailsAsync("GET", "/1.0/storage-pools/btr/volumes/custom/nope", null, "Storage pool volume not found", 404);
        await bench.FailsAsync("GET", "/1.0/storage-pools/nope/volumes/custom/nope", null, "Storage pool not found", 404);
        await bench.FailsAsync("GET", "/1.0/storage-pools/btr/volumes/custom/nope/snapshots?recursion=1", null, "Storage pool volume not found", 404);
        await bench.FailsAsync("POST", "/1.0/storage-pools/btr/volumes/custom/nope/snapshots", """{"name":"a"}""", "Storage pool volume not found", 404);
    }

    private sealed class Volume(Bench bench, string name) : IAsyncDisposable
    {
        public string Name { get; } = name;

        public string Path { get; } = "/1.0/storage-pools/btr/volumes/custom/" + name;

        public static async Task<Volume> OnAsync(Bench bench, string description)
        {
            var name = $"cv-{Environment.ProcessId:x}-{Guid.NewGuid().ToString()[..8]}";
            await bench.DoAsync("POST", "/1.0/storage-pools/btr/volumes/custom",
                new JsonObject { ["name"] = name, ["description"] = description }.ToJsonString());
            return new Volume(bench, name);
        }

        public async ValueTask DisposeAsync() => await bench.Incus.RunAsync("DELETE", Path, null, CancellationToken.None);
    }
}
