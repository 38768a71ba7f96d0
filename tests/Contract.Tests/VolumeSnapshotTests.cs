namespace Brine.Contract.Tests;

public sealed class VolumeSnapshotTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task A_description_is_set_at_once_and_read_in_every_listing(string server, string pool)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(pool);
        await bench.SnapshotAsync(name, "s1", ""","description":"not stored" """);
        await bench.SnapshotAsync(name, "s2");
        var path = $"/1.0/storage-pools/{pool}/volumes/container/{name}/snapshots";
        Assert.Equal("", await DescriptionAsync(bench, $"{path}/s1"));
        var put = await bench.SendAsync("PUT", $"{path}/s1", """{"description":"für Zwölf\nzweite Zeile"}""");
        Assert.Equal((200, "sync"), (put.Status, put.Type));
        Assert.Equal("für Zwölf\nzweite Zeile", await DescriptionAsync(bench, $"{path}/s1"));

        Assert.Equal([$"{path}/s1", $"{path}/s2"], (await bench.SendAsync("GET", path)).Names);
        var rows = (await bench.ReadAsync($"{path}?recursion=1")).AsArray();
        Assert.Equal([$"{name}/s1", $"{name}/s2"], rows.Select(r => (string)r!["name"]!));
        Assert.Equal(["für Zwölf\nzweite Zeile", ""], rows.Select(r => (string)r!["description"]!));
        Assert.All(rows, r => Assert.Null(r!["expires_at"]));
        Assert.Equal(
            (string?)(await bench.SnapshotOfAsync(name, "s1"))["created_at"], (string?)rows[0]!["created_at"]);

        // The instance's own snapshot does not know of it.
        var own = (await bench.SnapshotOfAsync(name, "s1"))["description"];
        Assert.Equal(bench.Traits.KeepsDescription ? "made by the suite" : null, (string?)own);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task The_volume_list_has_snapshot_rows_or_nests_them(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        const string Volumes = "/1.0/storage-pools/btr/volumes/container";
        await bench.DoAsync("PUT", $"{Volumes}/{name}/snapshots/s", """{"description":"text"}""");
        var rows = (await bench.ReadAsync($"{Volumes}?recursion=1")).AsArray();
        var own = rows.Single(r => (string?)r!["name"] == name)!;
        Assert.Equal(
            ("container", "filesystem", "default"),
            ((string?)own["type"], (string?)own["content_type"], (string?)own["project"]));
        Assert.Equal($"/1.0/instances/{name}", (string?)own["used_by"]!.AsArray().Single());
        var row = rows.SingleOrDefault(r => (string?)r!["name"] == $"{name}/s");
        var url = $"{Volumes}/{name}/snapshots/s";
        Assert.Equal(!bench.Traits.VolumeFull, (await bench.SendAsync("GET", Volumes)).Names.Contains(url));
        if (!bench.Traits.VolumeFull)
        {
            Assert.Equal("text", (string?)row!["description"]);
            return;
        }

        Assert.Null(row);
        foreach (var full in new[]
                 {
                     (await bench.ReadAsync($"{Volumes}?recursion=2")).AsArray().Single(r =>
                         (string?)r!["name"] == name)!,
                     await bench.ReadAsync($"{Volumes}/{name}?recursion=1"),
                 })
        {
            var nested = full["snapshots"]!.AsArray().Single()!;
            Assert.Equal(("s", "text"), ((string?)nested["name"], (string?)nested["description"]));
            Assert.Null(nested["expires_at"]);
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task PUT_replaces_PATCH_keeps_and_neither_touches_the_expiry(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        var path = $"/1.0/storage-pools/btr/volumes/container/{name}/snapshots/s";
        await bench.DoAsync("PATCH", path, """{"description":"one"}""");
        await bench.DoAsync("PATCH", path, "{}");
        Assert.Equal("one", await DescriptionAsync(bench, path));
        await bench.DoAsync("PUT", path, """{"description":"two","expires_at":"2097-01-01T00:00:00Z"}""");
        Assert.Equal("two", await DescriptionAsync(bench, path));
        Assert.Equal("0001-01-01T00:00:00Z", (string?)(await bench.ReadAsync(path))["expires_at"]);
        Assert.Equal("0001-01-01T00:00:00Z", (string?)(await bench.SnapshotOfAsync(name, "s"))["expires_at"]);
        await bench.DoAsync("PUT", path, "{}");
        Assert.Equal("", await DescriptionAsync(bench, path));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Its_ETag_guards_the_description(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        var path = $"/1.0/storage-pools/btr/volumes/container/{name}/snapshots/s";
        var etag = (await bench.SendAsync("GET", path)).ETag!;
        var refused = await bench.SendAsync("PUT", path, """{"description":"x"}""", "bad");
        Assert.Equal((412, $"ETag doesn't match: {etag.Trim('"')} vs bad"), (refused.Status, refused.Error));
        Assert.Equal(200, (await bench.SendAsync("PUT", path, """{"description":"x"}""", etag)).Status);
        Assert.Equal(412, (await bench.SendAsync("PUT", path, """{"description":"y"}""", etag)).Status);
    }

    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task A_restore_copies_it_to_the_volume_and_the_next_snapshot_inherits_it(string server, string pool)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(pool);
        var volume = $"/1.0/storage-pools/{pool}/volumes/container/{name}";
        await bench.SnapshotAsync(name, "s1");
        await bench.DoAsync("PUT", $"{volume}/snapshots/s1", """{"description":"first"}""");
        await bench.SnapshotAsync(name, "s2");
        Assert.Equal("", await DescriptionAsync(bench, $"{volume}/snapshots/s2"));
        await bench.RestoreAsync(name, "s1");
        Assert.Equal("first", await DescriptionAsync(bench, volume));
        await bench.SnapshotAsync(name, "s3");
        Assert.Equal("first", await DescriptionAsync(bench, $"{volume}/snapshots/s3"));
        await bench.DoAsync("PUT", $"{volume}/snapshots/s3", """{"description":""}""");
        Assert.Equal("", await DescriptionAsync(bench, $"{volume}/snapshots/s3"));
        await bench.DoAsync("POST", $"/1.0/instances/{name}/snapshots/s1", """{"name":"s1b"}""");
        Assert.Equal("first", await DescriptionAsync(bench, $"{volume}/snapshots/s1b"));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_volume_can_be_described_by_PUT_but_not_by_PATCH(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var volume = $"/1.0/storage-pools/btr/volumes/container/{name}";
        await bench.DoAsync("PUT", volume, """{"description":"mine"}""");
        await bench.SnapshotAsync(name, "s");
        Assert.Equal("mine", await DescriptionAsync(bench, $"{volume}/snapshots/s"));
        await bench.FailsAsync(
            "PATCH", volume, """{"description":"x"}""", "Invalid storage volume type \"container\"", 400);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task What_is_missing_is_a_404(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        const string Volumes = "/1.0/storage-pools/btr/volumes";
        await bench.FailsAsync("GET", $"{Volumes}/container/{name}/snapshots/nope", null,
            "Storage pool volume not found", 404);
        await bench.FailsAsync(
            "PUT", $"{Volumes}/container/{name}/snapshots/nope", """{"description":"x"}""",
            "Storage pool volume not found", 404);
        await bench.FailsAsync("GET", $"{Volumes}/container/ct-nope/snapshots", null,
            "Storage pool volume not found", 404);
        await bench.FailsAsync("GET", $"{Volumes}/zzz", null, "Invalid storage volume type name", 400);
        await bench.FailsAsync(
            "GET", "/1.0/storage-pools/nope/volumes/container", null, "Storage pool not found", 404);
        await bench.FailsAsync(
            "GET", $"/1.0/storage-pools/dirp/volumes/container/{name}", null, "Storage pool volume not found", 404);
    }

    private static async Task<string?> DescriptionAsync(Bench bench, string path) =>
        (string?)(await bench.ReadAsync(path))["description"];
}
