namespace Brine.Incus.Tests.Real;

[Trait("Server", "real")]
public sealed class RealInstanceTests
{
    private const string P = RealIncus.Project;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_its_pools_profiles_and_projects_can_be_read()
    {
        using var client = RealIncus.Client();
        var server = await client.GetServerAsync(Ct);
        Assert.Equal("trusted", server.Auth);
        Assert.True(server.Has("instance_snapshot_never"));
        Assert.NotEqual(0, server.ServerPid);
        Assert.Matches("^[67]\\.", server.ServerVersion);
        Assert.InRange(client.ClockOffset, TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(2));
        var pool = await client.Pools.GetAsync("btr", Ct);
        Assert.Equal(("btrfs", "Created"), (pool.Driver, pool.Status));
        Assert.False(pool.ConfigIsHidden);
        Assert.Contains("default", await client.Profiles.NamesAsync(P, Ct));
        Assert.Contains("default", await client.Projects.NamesAsync(Ct));
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Pools.GetAsync("nope", Ct));
        Assert.Equal(MissingThing.Pool, error.Missing);
        error = await Assert.ThrowsAsync<IncusException>(() => client.Profiles.NamesAsync("nope", Ct));
        Assert.Equal(MissingThing.Project, error.Missing);
        error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.NamesAsync("nope", Ct));
        Assert.Equal(MissingThing.Project, error.Missing);
    }

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task An_instance_is_created_listed_changed_and_deleted(string pool)
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, pool, running: false, Ct);
        var one = await made.ReadAsync(Ct);
        Assert.Equal((made.Name, "container", "Stopped"), (one.Name, one.Type, one.Status));
        Assert.Equal(pool, one.ExpandedDevices["root"]["pool"]);
        Assert.True(one.Snapshots is null or { Length: 0 });
        Assert.Contains(made.Name, await client.Instances.NamesAsync(P, Ct));
        await made.SnapshotAsync("a", Ct);
        var basic = (await client.Instances.ListAsync(P, InstanceDetail.Basic, Ct)).Single(i => i.Name == made.Name);
        var full = (await client.Instances.ListAsync(P, InstanceDetail.Full, Ct)).Single(i => i.Name == made.Name);
        Assert.Null(basic.Snapshots);
        Assert.Equal("a", Assert.Single(full.Snapshots!.Value).Name);
        Assert.Equal(one.CreatedAt, full.CreatedAt);

        var create = new InstanceCreate { Name = made.Name, Source = InstanceSource.None };
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.CreateAsync(P, create, Ct));
        Assert.Equal(IncusErrorKind.Conflict, error.Kind);
        await client.Instances.DeleteAsync(P, made.Name, Ct);
        Assert.Null(await client.Instances.TryGetAsync(P, made.Name, Ct));
        error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.DeleteAsync(P, made.Name, Ct));
        Assert.Equal(MissingThing.Instance, error.Missing);
    }

    [Fact]
    public async Task Keys_devices_and_the_description_change_alone_and_go_alone()
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, "dirp", running: false, Ct);
        var before = await client.Instances.GetBasicAsync(P, made.Name, Ct);
        await client.Instances.PatchAsync(P, made.Name, new InstancePatch
        {
            Config = new Dictionary<string, string?> { ["user.a"] = "ä\n1", ["user.b"] = "2" },
            Devices = new Dictionary<string, IReadOnlyDictionary<string, string>?>
            {
                ["share"] = new Dictionary<string, string> { ["type"] = "disk", ["source"] = "/tmp", ["path"] = "/x" },
            },
            Description = "mine",
        }, before.ETag, Ct);
        var changed = await client.Instances.GetBasicAsync(P, made.Name, Ct);
        Assert.Equal(("ä\n1", "2", "mine"), (changed.Config["user.a"], changed.Config["user.b"], changed.Description));
        Assert.Equal("/x", changed.Devices["share"]["path"]);
        Assert.Equal(["default"], changed.Profiles);

        var patch = new InstancePatch { Config = new Dictionary<string, string?> { ["user.a"] = null } };
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Instances.PatchAsync(P, made.Name, patch, before.ETag, Ct));
        Assert.Equal(IncusErrorKind.PreconditionFailed, error.Kind);
        await client.Instances.PatchAsync(P, made.Name, patch, null, Ct);
        await client.Instances.PatchAsync(P, made.Name, new InstancePatch
        {
            Devices = new Dictionary<string, IReadOnlyDictionary<string, string>?> { ["share"] = null },
            Profiles = [],
        }, null, Ct);
        var after = await client.Instances.GetBasicAsync(P, made.Name, Ct);
        Assert.False(after.Config.ContainsKey("user.a"));
        Assert.Equal(("2", "mine"), (after.Config["user.b"], after.Description));
        Assert.Equal(["root"], after.Devices.Keys);
        Assert.Empty(after.Profiles);
        patch = new InstancePatch { Config = new Dictionary<string, string?> { ["nope.key"] = "1" } };
        error = await Assert.ThrowsAsync<IncusException>(
            () => client.Instances.PatchAsync(P, made.Name, patch, null, Ct));
        Assert.Equal(IncusErrorKind.InvalidRequest, error.Kind);
    }

    [Fact]
    public async Task A_container_starts_freezes_thaws_and_stops()
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, "btr", running: true, Ct);
        Assert.True(await client.Instances.RunsAsync(P, made.Name, Ct));
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Instances.DeleteAsync(P, made.Name, Ct));
        Assert.Equal((IncusErrorKind.InvalidRequest, "Instance is running"), (error.Kind, error.ServerText));
        await made.SetStateAsync(StateChange.Freeze, Ct);
        Assert.Equal("Frozen", (await made.ReadAsync(Ct)).Status);
        error = await Assert.ThrowsAsync<IncusException>(() => made.SetStateAsync(StateChange.Freeze, Ct));
        Assert.Contains("already frozen", error.Message, StringComparison.Ordinal);
        await made.SetStateAsync(StateChange.Unfreeze, Ct);
        await made.SetStateAsync(StateChange.Restart, Ct);
        Assert.Equal("Running", (await client.Instances.GetStateAsync(P, made.Name, Ct)).Status);
        await made.SetStateAsync(StateChange.Stop, Ct);
        Assert.False(await client.Instances.RunsAsync(P, made.Name, Ct));
    }

    [Fact]
    public async Task A_copy_of_a_snapshot_is_an_instance_of_its_own()
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct);
        await made.SnapshotAsync("a", Ct);
        string copy = RealIncus.FreshName();
        await client.Instances.CreateAsync(
            P, new InstanceCreate { Name = copy, Source = InstanceSource.CopyOf($"{made.Name}/a") }, Ct);
        Assert.Equal("Stopped", (await client.Instances.GetAsync(P, copy, Ct)).Status);
        await client.Instances.DeleteAsync(P, copy, Ct);
    }
}
