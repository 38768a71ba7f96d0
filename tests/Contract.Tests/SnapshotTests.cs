using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

public sealed class SnapshotTests(Servers servers)
{
    private const string Never = "0001-01-01T00:00:00Z";

    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task A_snapshot_captures_config_devices_and_profiles(string server, string pool)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(pool, config: new JsonObject { ["user.a"] = "1" });
        await bench.SnapshotAsync(name, "s1");
        var snapshot = (await bench.SnapshotOfAsync(name, "s1")).AsObject();
        string[] fields =
        [
            "architecture", "config", "created_at", "devices", "ephemeral", "expanded_config", "expanded_devices",
            "expires_at", "last_used_at", "name", "profiles", "size", "stateful",
        ];
        Assert.Equal(
            (bench.Traits.KeepsDescription ? fields.Append("description") : fields).Order(StringComparer.Ordinal),
            snapshot.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Equal("s1", (string?)snapshot["name"]);
        Assert.Equal(Never, (string?)snapshot["expires_at"]);
        Assert.Equal("1", (string?)snapshot["config"]!["user.a"]);
        Assert.Equal(pool, (string?)snapshot["devices"]!["root"]!["pool"]);
        Assert.Equal("""["default"]""", snapshot["profiles"]!.ToJsonString());
        Assert.False((bool)snapshot["stateful"]!);
        Assert.Equal(-1, (int)snapshot["size"]!);
        if (bench.Traits.KeepsDescription)
            Assert.Equal("made by the suite", (string?)snapshot["description"]);
        var created = DateTimeOffset.Parse((string)snapshot["created_at"]!,
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(created, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Snapshots_are_listed_in_order_of_creation(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "z");
        await bench.SnapshotAsync(name, "a");
        await bench.DoAsync("POST", $"/1.0/instances/{name}/snapshots", "{}");
        Assert.Equal(["z", "a", "snap0"], await bench.SnapshotNamesAsync(name));
        Assert.Equal(
            ["z", "a", "snap0"],
            (await bench.ReadAsync($"/1.0/instances/{name}/snapshots?recursion=1")).AsArray().Select(s =>
                (string)s!["name"]!));
        Assert.Equal(
            ["z", "a", "snap0"],
            (await bench.ReadAsync($"/1.0/instances/{name}?recursion=1"))["snapshots"]!.AsArray()
                .Select(s => (string)s!["name"]!));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_name_that_exists_is_refused_by_the_operation(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s1");
        await bench.FailsAsync(
            "POST", $"/1.0/instances/{name}/snapshots", """{"name":"s1"}""",
            "Failed creating instance snapshot record \"s1\": Add snapshot info to the database: "
            + (bench.Traits.NamesConflictBeforehand
                ? "This \"Instance_snapshot\" entry already exists"
                : "Failed to create \"instances_snapshots\" entry: UNIQUE constraint failed: "
                    + "instances_snapshots.instance_id, instances_snapshots.name"));
        Assert.Equal(["s1"], await bench.SnapshotNamesAsync(name));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Of_two_creations_at_once_of_one_name_the_second_finds_the_instance_busy(string server)
    {
        await using var bench = servers.OpenSlow(server);
        var name = await bench.ContainerAsync("dirp");
        var path = $"/1.0/instances/{name}/snapshots";
        var first = await bench.SendAsync("POST", path, """{"name":"dup"}""");
        var second = await bench.SendAsync("POST", path, """{"name":"dup"}""");
        Assert.Equal("", (await bench.Incus.WaitAsync(first, TestContext.Current.CancellationToken)).Error);
        Assert.Equal(
            "Failed creating instance snapshot record \"dup\": Instance is busy running a \"create\" operation",
            (await bench.Incus.WaitAsync(second, TestContext.Current.CancellationToken)).Error);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Creations_at_once_of_different_names_all_succeed(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await Task.WhenAll(((string[])["p1", "p2", "p3"]).Select(s => bench.SnapshotAsync(name, s)));
        Assert.Equal(["p1", "p2", "p3"], (await bench.SnapshotNamesAsync(name)).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Broken_bodies_are_400_with_Gos_texts(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var path = $"/1.0/instances/{name}/snapshots";
        await bench.FailsAsync("POST", path, "", "EOF", 400);
        await bench.FailsAsync(
            "POST", path, "[]", "json: cannot unmarshal array into Go value of type api.InstanceSnapshotsPost", 400);
        await bench.FailsAsync(
            "POST", path, """{"name":5}""",
            "json: cannot unmarshal number into Go struct field InstanceSnapshotsPost.name of type string", 400);
        await bench.FailsAsync(
            "POST", path, """{"name":"e","expires_at":"tomorrow"}""",
            "parsing time \"tomorrow\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"tomorrow\" as \"2006\"", 400);
        await bench.FailsAsync(
            "POST", path, "{bad", "invalid character 'b' looking for beginning of object key string", 400);
        await bench.FailsAsync(
            "POST", "/1.0/instances/ct-nope/snapshots", """{"name":"x"}""",
            "Failed to fetch instance \"ct-nope\" in project \"default\": Instance not found", 404);
        Assert.Empty(await bench.SnapshotNamesAsync(name));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Expiry_is_set_by_PUT_and_PATCH_cleared_by_the_zero_time_and_left_by_null(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s", ""","expires_at":"2097-01-01T00:00:00Z" """);
        var path = $"/1.0/instances/{name}/snapshots/s";
        Assert.Equal("2097-01-01T00:00:00Z", await ExpiryAsync());
        await bench.DoAsync("PUT", path, """{"expires_at":null}""");
        Assert.Equal("2097-01-01T00:00:00Z", await ExpiryAsync());
        await bench.DoAsync("PUT", path, "{}");
        Assert.Equal("2097-01-01T00:00:00Z", await ExpiryAsync());
        await bench.DoAsync("PUT", path, $$"""{"expires_at":"{{Never}}"}""");
        Assert.Equal(Never, await ExpiryAsync());
        await bench.DoAsync("PATCH", path, """{"expires_at":"2098-01-01T00:00:00+02:00"}""");
        Assert.Equal("2098-01-01T00:00:00+02:00", await ExpiryAsync());
        await bench.FailsAsync(
            "PUT", path, """{"expires_at":"x"}""",
            "parsing time \"x\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as \"2006\"", 400);

        async Task<string?> ExpiryAsync() => (string?)(await bench.SnapshotOfAsync(name, "s"))["expires_at"];
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Without_an_expiry_the_instances_counts_and_the_zero_time_means_never(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(config: new JsonObject { ["snapshots.expiry"] = "1d 2H" });
        await bench.SnapshotAsync(name, "inherits");
        await bench.SnapshotAsync(name, "null", ""","expires_at":null""");
        await bench.SnapshotAsync(name, "never", $$""","expires_at":"{{Never}}" """);
        Assert.Equal(26, await HoursAsync("inherits"));
        Assert.Equal(26, await HoursAsync("null"));
        Assert.Equal(Never, (string?)(await bench.SnapshotOfAsync(name, "never"))["expires_at"]);
        if (!bench.Traits.ManualExpiry)
            return;
        await bench.PatchConfigAsync(name, "snapshots.expiry.manual", "3d");
        await bench.SnapshotAsync(name, "manual");
        Assert.Equal(72, await HoursAsync("manual"));

        async Task<double> HoursAsync(string snapshot)
        {
            var read = await bench.SnapshotOfAsync(name, snapshot);
            return Math.Round((Instant(read["expires_at"]) - Instant(read["created_at"])).TotalHours, 1);
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_snapshot_is_renamed_in_place(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "one");
        await bench.SnapshotAsync(name, "two");
        var path = $"/1.0/instances/{name}/snapshots";
        await bench.FailsAsync("POST", $"{path}/one", """{"name":"two"}""", $"Name '{name}/two' already in use", 409);
        await bench.FailsAsync("POST", $"{path}/one", "{}", "A new name for the instance must be provided", 400);
        await bench.FailsAsync(
            "POST", $"{path}/nope", """{"name":"x"}""",
            $"Failed to fetch snapshot \"nope\" of instance \"{name}\" in project \"default\": "
            + "Instance_snapshot not found", 404);
        var created = (string?)(await bench.SnapshotOfAsync(name, "one"))["created_at"];
        await bench.DoAsync("POST", $"{path}/one", """{"name":"uno"}""");
        Assert.Equal(["uno", "two"], await bench.SnapshotNamesAsync(name));
        Assert.Equal(created, (string?)(await bench.SnapshotOfAsync(name, "uno"))["created_at"]);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_deleted_snapshot_is_gone_and_deleting_what_is_not_there_is_a_404(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        await bench.DoAsync("DELETE", $"/1.0/instances/{name}/snapshots/s");
        Assert.Empty(await bench.SnapshotNamesAsync(name));
        await bench.FailsAsync(
            "DELETE", $"/1.0/instances/{name}/snapshots/s", null,
            $"Failed to fetch snapshot \"s\" of instance \"{name}\" in project \"default\": "
            + "Instance_snapshot not found", 404);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Two_deletions_at_once_remove_the_snapshot_and_the_second_says_so(string server)
    {
        await using var bench = servers.OpenSlow(server);
        var name = await bench.ContainerAsync("dirp");
        await bench.SnapshotAsync(name, "s");
        var path = $"/1.0/instances/{name}/snapshots/s";
        var first = await bench.SendAsync("DELETE", path);
        var second = await bench.SendAsync("DELETE", path);
        Assert.Equal("", (await bench.Incus.WaitAsync(first, TestContext.Current.CancellationToken)).Error);
        // The second may come when the first has just ended: then it is a 404, or (7.0) a success too.
        var error = second.Type == "error"
            ? second.Error
            : (await bench.Incus.WaitAsync(second, TestContext.Current.CancellationToken)).Error;
        Assert.Contains(error, (string[])
        [
            "",
            "Failed to create instance delete operation: A matching non-reusable operation has now succeeded",
            $"Failed to fetch snapshot \"s\" of instance \"{name}\" in project \"default\": "
            + "Instance_snapshot not found",
        ]);
        Assert.Empty(await bench.SnapshotNamesAsync(name));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task An_ETag_stands_for_the_expiry_alone(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        var path = $"/1.0/instances/{name}/snapshots/s";
        var etag = (await bench.SendAsync("GET", path)).ETag!;
        var refused = await bench.SendAsync("PUT", path, """{"expires_at":"2097-01-01T00:00:00Z"}""", "bad");
        Assert.Equal(412, refused.Status);
        Assert.Equal($"ETag doesn't match: {etag.Trim('"')} vs bad", refused.Error);
        var accepted = await bench.SendAsync("PUT", path, """{"expires_at":"2097-01-01T00:00:00Z"}""", etag);
        Assert.Equal("", (await bench.Incus.WaitAsync(accepted, TestContext.Current.CancellationToken)).Error);
        Assert.NotEqual(etag, (await bench.SendAsync("GET", path)).ETag);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_key_that_is_there_while_the_snapshot_is_taken_stays_in_it(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.PatchConfigAsync(name, "user.note", "zwölf\nZeilen");
        var started = await bench.SendAsync("POST", $"/1.0/instances/{name}/snapshots", """{"name":"s"}""");
        // Not before the end: a PATCH beside a creation may fail on 6.0.4 ("Instance snapshot record count doesn't match …").
        Assert.Equal("", (await bench.Incus.WaitAsync(started, TestContext.Current.CancellationToken)).Error);
        await bench.PatchConfigAsync(name, "user.note", "");
        Assert.Equal("zwölf\nZeilen", (string?)(await bench.SnapshotOfAsync(name, "s"))["config"]!["user.note"]);
        Assert.Null((await bench.InstanceAsync(name))["config"]!["user.note"]);
        await bench.RestoreAsync(name, "s");
        Assert.Equal("zwölf\nZeilen", (string?)(await bench.InstanceAsync(name))["config"]!["user.note"]);
    }

    private static DateTimeOffset Instant(JsonNode? text) =>
        DateTimeOffset.Parse((string)text!, System.Globalization.CultureInfo.InvariantCulture);
}
