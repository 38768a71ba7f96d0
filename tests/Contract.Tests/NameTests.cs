using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

public sealed class NameTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Names_that_no_server_takes(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        foreach (var bad in "/?&+")
        {
            await RefusedAsync(bench, name, $"a{bad}b", bench.Traits.StrictNames
                ? $"Name contains invalid character \"{bad}\""
                : $"Cannot contain \"{bad}\"");
        }

        if (bench.Traits.StrictNames)
        {
            await RefusedAsync(bench, name, "a b", "Name cannot contain white space");
        }
        else
        {
            await bench.FailsAsync(
                "POST", $"/1.0/instances/{name}/snapshots", RawIncus.Json("name", "a b"),
                "Failed creating instance snapshot record \"a b\": Invalid instance snapshot name: "
                + "Cannot contain space or / characters");
        }

        Assert.Empty(await bench.SnapshotNamesAsync(name));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Names_that_only_the_strict_servers_refuse(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        (string Name, string Reason)[] wild =
        [
            ("-lead", "Names must start and end with an alphanumeric character"),
            ("trail-", "Names must start and end with an alphanumeric character"),
            (".hid", "Names must start and end with an alphanumeric character"),
            ("é", "Names must start and end with an alphanumeric character"),
            (new string('a', 65), "Maximum name length is 64 characters"),
            ("a*b", "Name contains invalid character \"*\""),
            ("a'b", "Name contains invalid character \"'\""),
            ("a$b", "Name contains invalid character \"$\""),
        ];
        foreach (var (snapshot, reason) in wild)
        {
            if (bench.Traits.StrictNames)
                await RefusedAsync(bench, name, snapshot, reason);
            else
                await TakenAsync(bench, name, snapshot);
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Names_that_all_take_and_how_their_urls_are_escaped(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await TakenAsync(bench, name, "a.b_c-d");
        await TakenAsync(bench, name, "before:update");
        await TakenAsync(bench, name, new string('b', 64));
        // The operation's URL is escaped, those of the list are not.
        var path = $"/1.0/instances/{name}/snapshots";
        var started = await bench.DoAsync("POST", path, RawIncus.Json("name", "100%sure"));
        var resource = started.Metadata!["resources"]!["instances_snapshots"]!.AsArray().Single();
        Assert.Equal($"{path}/100%25sure", (string?)resource);
        Assert.Equal([$"{path}/100%sure"], (await bench.SendAsync("GET", path)).Names);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_percent_sign_must_be_escaped_twice_or_another_snapshot_is_meant(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var path = $"/1.0/instances/{name}/snapshots";
        foreach (var snapshot in (string[])["100%sure", "a%41b", "aAb"])
            await bench.DoAsync("POST", path, RawIncus.Json("name", snapshot));
        await bench.FailsAsync("GET", $"{path}/100%25sure", null, "invalid URL escape \"%su\"", 500);
        Assert.Equal("100%sure", (string?)(await bench.ReadAsync($"{path}/100%2525sure"))["name"]);
        Assert.Equal("aAb", (string?)(await bench.ReadAsync($"{path}/a%2541b"))["name"]);
        Assert.Equal("a%41b", (string?)(await bench.ReadAsync($"{path}/a%252541b"))["name"]);
        var volume = $"/1.0/storage-pools/btr/volumes/container/{name}/snapshots";
        Assert.Equal("a%41b", (string?)(await bench.ReadAsync($"{volume}/a%2541b"))["name"]);
        await bench.DoAsync("DELETE", $"{path}/a%2541b");
        Assert.Equal([$"{path}/100%sure", $"{path}/a%41b"], (await bench.SendAsync("GET", path)).Names);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Two_dots_are_refused_by_strict_servers(string server)
    {
        await using var bench = servers.Open(server);
        // Incus 6.0.4 takes it and wipes the snapshots of the whole pool: never sent to a real one.
        if (!bench.Traits.StrictNames && bench.Target.Control is null)
            return;
        var name = await bench.ContainerAsync();
        if (bench.Traits.StrictNames)
            await RefusedAsync(bench, name, "..", "Names must start and end with an alphanumeric character");
        else
            await bench.SnapshotAsync(name, "..");
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Instance_names_are_host_names(string server)
    {
        await using var bench = servers.Open(server);
        (string Name, string Reason)[] bad =
        [
            ("ct_bad", "Name can only contain alphanumeric and hyphen characters"),
            ("a.b", "Name can only contain alphanumeric and hyphen characters"),
            ("-a", "Name must not start with \"-\" character"),
            ("a-", "Name must not end with \"-\" character"),
            (new string('a', 64), "Name must be 1-63 characters long"),
        ];
        foreach (var (name, reason) in bad)
        {
            var body = new JsonObject { ["name"] = name, ["source"] = new JsonObject { ["type"] = "none" } };
            await bench.FailsAsync("POST", "/1.0/instances", body.ToJsonString(), $"Invalid instance name: {reason}",
                400);
        }
    }

    private static Task RefusedAsync(Bench bench, string instance, string name, string reason) => bench.FailsAsync(
        "POST", $"/1.0/instances/{instance}/snapshots", RawIncus.Json("name", name),
        $"Invalid snapshot name: {reason}", 400);

    private static async Task TakenAsync(Bench bench, string instance, string name)
    {
        var path = $"/1.0/instances/{instance}/snapshots";
        await bench.DoAsync("POST", path, RawIncus.Json("name", name));
        Assert.Equal(name, (string?)(await bench.SnapshotOfAsync(instance, Uri.EscapeDataString(name)))["name"]);
        await bench.DoAsync("DELETE", $"{path}/{Uri.EscapeDataString(name)}");
    }
}
