using Brine.Sandbox;

namespace Brine.Contract.Tests;

/// <summary>What only the sandbox can show: pools that this machine lacks, clusters, faults.</summary>
public sealed class SandboxTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SandboxFlavor> Flavors => [SandboxFlavor.Incus604, SandboxFlavor.Incus702];

    [Theory, MemberData(nameof(Flavors))]
    public async Task ZFS_refuses_an_older_snapshot_and_with_the_key_deletes_the_newer(SandboxFlavor flavor)
    {
        await using var own = await OnAsync(flavor, """
            {"pools":[{"name":"z","driver":"zfs"}],
             "instances":[{"name":"i","status":"Running","snapshots":[{"name":"old"},{"name":"new"}]}]}
            """);
        await using var bench = Bench.On(own);
        await bench.FailsAsync(
            "PUT", "/1.0/instances/i", RawIncus.Json("restore", "old"),
            "Snapshot \"old\" cannot be restored due to subsequent snapshot(s). Set zfs.remove_snapshots to override");
        // Only from 7.0 on the server looks before it stops the instance.
        Assert.Equal(flavor == SandboxFlavor.Incus702 ? "Running" : "Stopped", await bench.StatusAsync("i"));
        await bench.DoAsync(
            "PUT", "/1.0/storage-pools/z/volumes/container/i", """{"config":{"zfs.remove_snapshots":"true"}}""");
        await bench.RestoreAsync("i", "old");
        Assert.Equal(["old"], await bench.SnapshotNamesAsync("i"));
    }

    [Theory, MemberData(nameof(Flavors))]
    public async Task A_VM_takes_stateful_snapshots_when_prepared(SandboxFlavor flavor)
    {
        await using var own = await OnAsync(flavor, """
            {"pools":[{"name":"d","driver":"dir"}],
             "instances":[{"name":"vm","type":"virtual-machine","status":"Running","config":{"limits.memory":"128MiB"},
               "devices":{"root":{"type":"disk","path":"/","pool":"d","size.state":"256MiB"}}}]}
            """);
        await using var bench = Bench.On(own);
        const string Stateful = """{"name":"st","stateful":true}""";
        await bench.FailsAsync(
            "POST", "/1.0/instances/vm/snapshots", Stateful,
            "Stateful snapshot requires migration.stateful to be set to true");
        await bench.PatchConfigAsync("vm", "migration.stateful", "true");
        await bench.PatchConfigAsync("vm", "limits.memory", "1GiB");
        await bench.FailsAsync(
            "POST", "/1.0/instances/vm/snapshots", Stateful,
            "Stateful stop and snapshots require that the instance limits.memory is less than size.state on the root "
            + "disk device");
        await bench.PatchConfigAsync("vm", "limits.memory", "128MiB");
        await bench.DoAsync("POST", "/1.0/instances/vm/snapshots", Stateful);
        Assert.True((bool)(await bench.SnapshotOfAsync("vm", "st"))["stateful"]!);
        await bench.ActAsync("vm", "stop");
        await bench.DoAsync("PUT", "/1.0/instances/vm", """{"restore":"st","stateful":true}""");
        Assert.Equal("Running", await bench.StatusAsync("vm"));
    }

    [Fact]
    public async Task With_CRIU_a_container_takes_a_stateful_snapshot()
    {
        await using var own = await OnAsync(SandboxFlavor.Incus604, """
            {"criu":true,"pools":[{"name":"d","driver":"dir"}],
             "instances":[{"name":"c","status":"Running","config":{"migration.stateful":"true"}}]}
            """);
        await using var bench = Bench.On(own);
        await bench.SnapshotAsync("c", "st", ""","stateful":true""");
        Assert.True((bool)(await bench.SnapshotOfAsync("c", "st"))["stateful"]!);
    }

    [Fact]
    public async Task An_evacuated_member_starts_and_takes_nothing_and_its_instances_are_snapshotted_all_the_same()
    {
        await using var own = await OnAsync(SandboxFlavor.Incus604, """
            {"members":["m1","m2"],"pools":[{"name":"d","driver":"dir"}],
             "instances":[{"name":"a"},{"name":"b","location":"m2","status":"Running"}]}
            """);
        await using var bench = Bench.On(own);
        own.Control!.EvacuateMember("m2");
        const string Evacuated = "Cluster member is evacuated";
        Assert.Equal("Stopped", await bench.StatusAsync("b"));
        await bench.FailsAsync("PUT", "/1.0/instances/b/state", """{"action":"start"}""", Evacuated, 403);
        await bench.FailsAsync("POST", "/1.0/instances?target=m2", """{"name":"n","source":{"type":"none"}}""", Evacuated, 403);
        await bench.SnapshotAsync("b", "s");
        await bench.DoAsync("POST", "/1.0/instances", """{"name":"n","source":{"type":"none"}}""");
        Assert.Equal("m1", (string)(await bench.InstanceAsync("n"))["location"]!);
        own.Control!.RestoreMember("m2");
        await bench.ActAsync("b", "start");
    }

    [Fact]
    public async Task A_copy_on_a_cluster_has_to_name_its_architecture()
    {
        await using var own = await OnAsync(SandboxFlavor.Incus604, """
            {"members":["m1","m2"],"pools":[{"name":"d","driver":"dir"}],"instances":[{"name":"a"}]}
            """);
        await using var bench = Bench.On(own);
        await bench.FailsAsync(
            "POST", "/1.0/instances", """{"name":"n","source":{"type":"copy","source":"a"}}""", "Architecture isn't supported: ", 400);
        await bench.DoAsync("POST", "/1.0/instances", """{"name":"n","architecture":"x86_64","source":{"type":"copy","source":"a"}}""");
        Assert.Equal("m2", (string)(await bench.InstanceAsync("n"))["location"]!);
    }

    [Fact]
    public async Task An_offline_members_instances_are_listed_as_errors_without_snapshots()
    {
        await using var own = await OnAsync(SandboxFlavor.Incus604, """
            {"members":["m1","m2"],"pools":[{"name":"d","driver":"dir"}],
             "instances":[{"name":"a"},{"name":"b","location":"m2","snapshots":[{"name":"s"}]}]}
            """);
        await using var bench = Bench.On(own);
        own.Control!.TakeMemberOffline("m2");
        var rows = (await bench.ReadAsync("/1.0/instances?recursion=2")).AsArray();
        Assert.Equal([("Stopped", 102), ("Error", 112)], rows.Select(r => ((string)r!["status"]!, (int)r["status_code"]!)));
        Assert.Null(rows[1]!["snapshots"]);
        const string Text = "Missing event connection with target cluster member";
        await bench.FailsAsync("GET", "/1.0/instances/b", null, Text, 500);
        await bench.FailsAsync("POST", "/1.0/instances/b/snapshots", """{"name":"x"}""", Text, 500);
        own.Control.BringMemberOnline("m2");
        Assert.Equal(["s"], await bench.SnapshotNamesAsync("b"));
    }

    [Fact]
    public async Task A_failed_operation_is_one_that_the_test_asked_for_and_only_that_one()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        own.Control!.FailNext("create-snapshot", "out of luck");
        await bench.FailsAsync("POST", "/1.0/instances/web-server/snapshots", """{"name":"s"}""", "out of luck");
        Assert.Empty(await bench.SnapshotNamesAsync("web-server"));
        await bench.SnapshotAsync("web-server", "s");
        own.Control.FailNext("GET /1.0/instances/*/snapshots", "no", status: 403);
        await bench.FailsAsync("GET", "/1.0/instances/web-server/snapshots", null, "no", 403);
        Assert.Equal(["s"], await bench.SnapshotNamesAsync("web-server"));
    }

    [Fact]
    public async Task A_restore_onto_a_full_disk_leaves_the_instance_stopped()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        await bench.SnapshotAsync("web-server", "s");
        own.Control!.FillDiskFor("restore");
        var outcome = await bench.Incus.RunAsync(
            "PUT", "/1.0/instances/web-server", RawIncus.Json("restore", "s"), Cancellation);
        Assert.Equal(
            "Failed to write backup file: write /var/lib/incus/storage-pools/full/backup.yaml: no space left on device",
            outcome.Error);
        Assert.Equal("Stopped", await bench.StatusAsync("web-server"));
    }

    [Fact]
    public async Task A_connection_is_cut_before_or_after_the_effect()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        own.Control!.CutNext("POST /1.0/instances/*/snapshots", afterEffect: false);
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.SnapshotAsync("web-server", "before"));
        own.Control.CutNext("POST /1.0/instances/*/snapshots", afterEffect: true);
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.SnapshotAsync("web-server", "after"));
        await Until.TrueAsync(async () => (await bench.SnapshotNamesAsync("web-server")).Contains("after"));
        Assert.Equal(["after"], await bench.SnapshotNamesAsync("web-server"));
    }

    [Fact]
    public async Task An_operation_can_vanish_the_moment_it_ends_with_its_effect_done()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        own.Control!.VanishNext("create-snapshot");
        var started = await bench.SendAsync("POST", "/1.0/instances/web-server/snapshots", """{"name":"s"}""");
        await bench.FailsAsync("GET", $"{started.Operation}/wait", null, "Operation not found", 404);
        Assert.Equal(["s"], await bench.SnapshotNamesAsync("web-server"));
    }

    [Fact]
    public async Task A_busy_instance_says_which_operation_holds_it()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        own.Control!.BusyNext("delete-snapshot");
        await bench.SnapshotAsync("web-server", "s");
        await bench.FailsAsync(
            "DELETE", "/1.0/instances/web-server/snapshots/s", null,
            "Instance is busy running a \"create\" operation");
        await bench.DoAsync("DELETE", "/1.0/instances/web-server/snapshots/s");
    }

    [Fact]
    public async Task A_crash_in_a_creation_leaves_a_phantom_a_frozen_instance_and_no_operation()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        var pid = await PidAsync();
        own.Control!.DelayNext("create-snapshot", TimeSpan.FromMilliseconds(200));
        own.Control.CrashDuringNextCreation();
        var started = await bench.SendAsync("POST", "/1.0/instances/web-server/snapshots", """{"name":"s"}""");
        Assert.Equal("Operation not found", await WaitErrorAsync());
        await bench.FailsAsync("GET", started.Operation, null, "Operation not found", 404);
        Assert.NotEqual(pid, await PidAsync());
        Assert.Equal("Frozen", await bench.StatusAsync("web-server"));
        Assert.Equal(["s"], await bench.SnapshotNamesAsync("web-server"));
        await bench.FailsAsync(
            "PUT", "/1.0/instances/web-server", RawIncus.Json("restore", "s"), "Snapshot not found");
        Assert.Equal("Stopped", await bench.StatusAsync("web-server"));
        await bench.DoAsync("DELETE", "/1.0/instances/web-server/snapshots/s");
        await bench.SnapshotAsync("web-server", "s");
        await bench.RestoreAsync("web-server", "s");

        async Task<int> PidAsync() => (int)(await bench.ReadAsync("/1.0"))["environment"]!["server_pid"]!;

        // The connection is cut; .NET then sends a GET once more by itself, and that finds no operation.
        async Task<string> WaitErrorAsync()
        {
            try
            {
                return (await bench.SendAsync("GET", $"{started.Operation}/wait")).Error;
            }
            catch (HttpRequestException)
            {
                return "Operation not found";
            }
        }
    }

    [Fact]
    public async Task Faults_the_clock_and_the_request_log_are_reachable_over_the_socket()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        await bench.DoAsync(
            "POST", "/sandbox/faults", """{"what":"create-snapshot","kind":"error","error":"asked for","times":2}""");
        const string Path = "/1.0/instances/web-server/snapshots";
        await bench.FailsAsync("POST", Path, """{"name":"s"}""", "asked for");
        await bench.DoAsync("DELETE", "/sandbox/faults");
        await bench.SnapshotAsync("web-server", "s", ""","expires_at":"2097-01-01T00:00:00Z" """);
        var before = (await bench.SendAsync("GET", "/1.0")).Date!.Value;
        await bench.DoAsync("POST", "/sandbox/clock", """{"seconds":86400}""");
        var after = (await bench.SendAsync("GET", "/1.0")).Date!.Value;
        Assert.InRange(after - before, TimeSpan.FromSeconds(86400), TimeSpan.FromSeconds(86500));
        Assert.Equal(own.Control!.RequestCount, (int)(await bench.ReadAsync("/sandbox/requests"))["count"]!);
        Assert.Contains($"POST {Path}", own.Control.Requests);
        await bench.FailsAsync(
            "POST", "/sandbox/faults", """{"kind":"earthquake","what":"x"}""",
            "kind: 'earthquake' is none of error, busy, cut-before, cut-after, vanish, disk-full, delay, crash, "
            + "member-offline, member-online, member-evacuated, member-restored", 400);
    }

    [Theory]
    [InlineData("{", "seed: not valid JSON")]
    [InlineData("""{"pool":[]}""", "seed: unknown field 'pool'; known are server, members")]
    [InlineData("""{"pools":[{"name":"p","driver":"ntfs"}]}""", "seed.pools[0].driver: 'ntfs' is none of dir")]
    [InlineData("""{"instances":[{"name":"i","config":{"limits.cpu":2}}]}""",
        "seed.instances[0].config.limits.cpu: expected a string")]
    [InlineData("""{"instances":[{"status":"Stopped"}]}""", "seed.instances[0]: 'name' is missing")]
    public void A_broken_seed_names_the_place(string json, string message)
    {
        var error = Assert.Throws<FormatException>(() => SandboxSeed.Parse(json));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_web_tier_is_the_seed_documents_world()
    {
        await using var own = await WebTierAsync();
        await using var bench = Bench.On(own);
        var rows = (await bench.ReadAsync("/1.0/instances?recursion=1")).AsArray();
        Assert.Equal(
            ["api-server", "database-server", "web-server", "web-server-1", "web-server-2"],
            rows.Select(r => (string)r!["name"]!));
        Assert.All(rows, r => Assert.Equal("Running", (string?)r!["status"]));
        Assert.Equal(
            ["/1.0/images/aliases/debian%2F12", "/1.0/images/aliases/ubuntu%2F22.04"],
            (await bench.SendAsync("GET", "/1.0/images/aliases")).Names);
        Assert.Equal("btrfs", (string?)(await bench.ReadAsync("/1.0/storage-pools/default"))["driver"]);
    }

    private static Task<Target> OnAsync(SandboxFlavor flavor, string seed) =>
        Target.SandboxAsync(flavor, SandboxSeed.Parse(seed), TimeSpan.Zero, Cancellation);

    private static Task<Target> WebTierAsync() =>
        Target.SandboxAsync(SandboxFlavor.Incus604, SandboxSeed.WebTier(), TimeSpan.Zero, Cancellation);
}
