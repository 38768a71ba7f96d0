using System.Globalization;
using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

public sealed class ConfigTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task PATCH_merges_keys_and_devices_at_once(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(config: new JsonObject
        {
            ["user.a"] = "1", ["user.b"] = "1", ["user.c"] = "1",
        });
        var answer = await bench.SendAsync(
            "PATCH", $"/1.0/instances/{name}",
            """
            {"config":{"user.a":"2","user.b":"","user.c":null},"devices":{"x":{"type":"none"}},"description":"new"}
            """);
        Assert.Equal((200, "sync"), (answer.Status, answer.Type));
        var read = await bench.InstanceAsync(name);
        Assert.Equal("2", (string?)read["config"]!["user.a"]);
        Assert.Null(read["config"]!["user.b"]);
        Assert.Null(read["config"]!["user.c"]);
        Assert.Equal(["root", "x"], read["devices"]!.AsObject().Select(d => d.Key));
        Assert.Equal("new", (string?)read["description"]);
        Assert.Equal("""["default"]""", read["profiles"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task PUT_replaces_all_that_is_not_volatile(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(config: new JsonObject { ["user.a"] = "1" });
        var body = await bench.InstanceAsync(name);
        body["config"]!.AsObject().Remove("user.a");
        body["config"]!["user.b"] = "2";
        body["description"] = "put";
        await bench.DoAsync("PUT", $"/1.0/instances/{name}", body.ToJsonString());
        var read = await bench.InstanceAsync(name);
        Assert.Null(read["config"]!["user.a"]);
        Assert.Equal(("2", "put"), ((string?)read["config"]!["user.b"], (string?)read["description"]));
        await bench.FailsAsync(
            "PUT", $"/1.0/instances/{name}", """{"config":{}}""", "Volatile idmap keys can't be deleted by the user");
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task An_ETag_changes_with_the_config_and_not_with_the_description(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var path = $"/1.0/instances/{name}";
        var etag = (await bench.SendAsync("GET", path)).ETag!;
        await bench.DoAsync("PATCH", path, """{"description":"other"}""");
        Assert.Equal(etag, (await bench.SendAsync("GET", path)).ETag);
        Assert.Equal(etag, (await bench.SendAsync("GET", $"{path}?recursion=1")).ETag);
        const string Change = """{"config":{"user.y":"1"}}""";
        var refused = await bench.SendAsync("PATCH", path, Change, "bad");
        Assert.Equal((412, $"ETag doesn't match: {etag.Trim('"')} vs bad"), (refused.Status, refused.Error));
        Assert.Equal(200, (await bench.SendAsync("PATCH", path, Change, etag)).Status);
        Assert.NotEqual(etag, (await bench.SendAsync("GET", path)).ETag);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Every_wrong_value_has_its_text_and_changes_nothing(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var etag = (await bench.SendAsync("GET", $"/1.0/instances/{name}")).ETag;
        await RefusedAsync("nope.key", "1", "Unknown configuration key: nope.key");
        await RefusedAsync("limits.memory", "abc", "Invalid value: abc");
        await RefusedAsync("limits.cpu", "abc", "Invalid CPU limit syntax");
        await RefusedAsync("security.privileged", "maybe", "Invalid value for a boolean \"maybe\"");
        await RefusedAsync("volatile.uuid", "x", "Invalid UUID");
        foreach (var expiry in (string[])["1d1H", "30s", "1D", "1.5d", "1d 1d"])
            await RefusedAsync("snapshots.expiry", expiry, "Invalid expiry expression");
        await RefusedAsync("snapshots.schedule", "@every 1m", Schedule(
            "@every 1m", "Schedule must be of the form: <minute> <hour> <day-of-month> <month> <day-of-week>"));
        await RefusedAsync("snapshots.schedule", "99 * * * *", Schedule(
            "99 * * * *", "Error parsing schedule: end of range (99) above maximum (59): 99"));
        await RefusedAsync("snapshots.schedule", "a * * * *", Schedule(
            "a * * * *",
                "Error parsing schedule: failed to parse int from a: strconv.Atoi: parsing \"a\": invalid syntax"));
        if (!bench.Traits.ManualExpiry)
            await RefusedAsync("snapshots.expiry.manual", "1d", "Unknown configuration key: snapshots.expiry.manual");
        Assert.Equal(etag, (await bench.SendAsync("GET", $"/1.0/instances/{name}")).ETag);

        string Schedule(string text, string robfig) =>
            bench.Traits.ManualExpiry ? $"Error parsing cron expr: {text}" : robfig;

        Task RefusedAsync(string key, string value, string text) => bench.FailsAsync(
            "PATCH", $"/1.0/instances/{name}",
            new JsonObject { ["config"] = new JsonObject { [key] = value } }.ToJsonString(),
                $"Invalid config: {text}", 500);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Right_values_are_taken_also_a_strftime_pattern_that_is_not_meant(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        foreach (var (key, value) in new[]
                 {
                     ("snapshots.schedule", "0 3 * * *, @daily"), ("snapshots.schedule", "1-5/2 * * * MON"),
                     ("snapshots.schedule", "@startup"), ("snapshots.expiry", "1M 2H 3d 4w 5m 6y"),
                     ("snapshots.expiry", "0d"), ("snapshots.pattern", "auto-%Y%m%d"),
                     ("snapshots.schedule.stopped", "true"), ("limits.memory", "512MiB"), ("limits.cpu", "0-1"),
                     ("environment.HOME", "/root"), ("user.anything.at-all", "ä"), ("raw.lxc", ""),
                 })
        {
            await bench.PatchConfigAsync(name, key, value);
            Assert.Equal(value, (string?)(await bench.InstanceAsync(name))["config"]![key] ?? "");
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Schedules_and_expiries_are_taken_and_refused_as_the_table_says(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var wrong = new List<string>();
        foreach (var setting in SettingCase.All)
        {
            var body = new JsonObject { ["config"] = new JsonObject { ["snapshots." + setting.Key] = setting.Value } };
            var answer = await bench.SendAsync("PATCH", $"/1.0/instances/{name}", body.ToJsonString());
            if (answer.Status == 200 != (bench.Traits.ManualExpiry ? setting.Incus702 : setting.Incus604))
                wrong.Add($"{setting.Key} |{setting.Value}|: {answer.Status} {answer.Error}");
            else if (answer.Status != 200)
                Assert.StartsWith("Invalid config: ", answer.Error, StringComparison.Ordinal);
        }

        Assert.Empty(wrong);
    }

    /// <summary>Incus has a template language and Go's dates; .NET's stands beside it.</summary>
    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_pattern_makes_the_names_of_snapshots_without_one(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        foreach (var (pattern, format) in new[]
                 {
                     ("", "'snap0'"), ("x%d", "'x0'"), ("x%d", "'x1'"), ("plain", "'plain'"), ("plain", "'plain-0'"), ("plain", "'plain-1'"),
                     ("a-{{ creation_date|date:\"20060102\" }}", "'a-'yyyyMMdd"), ("a-{{ creation_date|date:\"20060102\" }}", "'a-'yyyyMMdd'-0'"),
                     ("b-{{creation_date | date : '2006-01-02_15.04.05'}}", "'b-'yyyy-MM-dd_HH.mm.ss"),
                     ("c-{{ creation_date|date:\"Jan-January-Mon-Monday-06-1-2\" }}", "'c-'MMM-MMMM-ddd-dddd-yy-M-d"),
                     ("d-{{ creation_date|date:\"03-3-PM-pm\" }}-%d", "'d-'hh-h-tt-'{pm}'-'0'"),
                     ("e-{{ creation_date|date:\"x_2006-Janitor-Month\" }}", "'e-x_'yyyy'-Janitor-Month'"),
                     ("auto-%Y%m%d", "'auto-%Y%m0'"),
                 })
        {
            await bench.PatchConfigAsync(name, "snapshots.pattern", pattern);
            await bench.DoAsync("POST", $"/1.0/instances/{name}/snapshots", "{}");
            var made = (await bench.ReadAsync($"/1.0/instances/{name}/snapshots?recursion=1")).AsArray()
                .MaxBy(s => DateTimeOffset.Parse((string)s!["created_at"]!, CultureInfo.InvariantCulture))!;
            var at = DateTimeOffset.Parse((string)made["created_at"]!, CultureInfo.InvariantCulture).ToLocalTime();
            // The name is older than the record by a moment.
            Assert.Contains((string)made["name"]!, ((DateTimeOffset[])[at, at.AddSeconds(-1)]).Select(t => t.ToString(format, CultureInfo.InvariantCulture)
                .Replace("{pm}", t.Hour < 12 ? "am" : "pm", StringComparison.Ordinal)));
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Numbers_and_booleans_become_strings_or_are_refused(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var path = $"/1.0/instances/{name}";
        if (!bench.Traits.ManualExpiry)
        {
            const string Text = " into Go struct field InstancePut.config of type string";
            await bench.FailsAsync(
                "PATCH", path, """{"config":{"user.n":5}}""", "json: cannot unmarshal number" + Text, 400);
            await bench.FailsAsync(
                "PATCH", path, """{"config":{"user.b":true}}""", "json: cannot unmarshal bool" + Text, 400);
            return;
        }

        await bench.DoAsync("PATCH", path, """{"config":{"user.n":5,"user.b":true}}""");
        var config = (await bench.InstanceAsync(name))["config"]!;
        Assert.Equal(("5", "true"), ((string?)config["user.n"], (string?)config["user.b"]));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Devices_and_profiles_are_checked(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var path = $"/1.0/instances/{name}";
        await bench.FailsAsync(
            "PATCH", path, """{"devices":{"r2":{"type":"zzz"}}}""",
            "Invalid devices: Device validation failed for \"r2\": Failed loading device \"r2\": "
            + "Unsupported device type", 500);
        // Which of the two it names is the order of a Go map.
        var doubled = await bench.SendAsync(
            "PATCH", path, """{"devices":{"x":{"type":"disk","path":"/","pool":"dirp"}}}""");
        Assert.Equal(500, doubled.Status);
        Assert.Contains(doubled.Error, ((string[])["root", "x"]).Select(device =>
            $"Invalid devices: Device validation failed for \"{device}\": "
            + "More than one disk device uses the same path \"/\""));
        await bench.FailsAsync(
            "PATCH", path, """{"devices":{"root":{"type":"disk","path":"/","pool":"dirp"}}}""",
            "Cannot update root disk device pool name to \"dirp\"", 500);
        await bench.FailsAsync(
            "PATCH", path, """{"devices":{"x":{}}}""",
            "Invalid devices: Device validation failed for \"x\": Failed loading device \"x\": "
            + "Missing device type in config", 500);
        await bench.FailsAsync("PATCH", path, """{"profiles":["nope"]}""", "Profile not found", 404);
        await bench.FailsAsync(
            "PATCH", "/1.0/instances/ct-nope", """{"config":{"user.a":"1"}}""",
            "Failed to fetch instance \"ct-nope\" in project \"default\": Instance not found", 404);
    }
}
