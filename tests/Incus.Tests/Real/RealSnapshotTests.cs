namespace Brine.Incus.Tests.Real;

[Trait("Server", "real")]
public sealed class RealSnapshotTests
{
    private const string P = RealIncus.Project;

    private static readonly DateTimeOffset Christmas = new(2099, 12, 24, 18, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dirp", false)]
    [InlineData("btr", false)]
    [InlineData("btr", true)]
    public async Task Snapshots_are_created_renamed_expire_and_are_deleted(string pool, bool running)
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, pool, running, Ct);
        string? told = null;
        await client.Snapshots.CreateAsync(P, made.Name, new SnapshotCreate { Name = "a", NeverExpires = true }, id =>
        {
            told = id;
            return ValueTask.CompletedTask;
        }, Ct);
        Assert.NotNull(told);
        await client.Snapshots.CreateAsync(
            P, made.Name, new SnapshotCreate { Name = "b", ExpiresAt = Christmas }, Ct);
        var list = await client.Snapshots.ListAsync(P, made.Name, Ct);
        Assert.Equal(["a", "b"], list.Select(snapshot => snapshot.Name));
        Assert.Equal([null, Christmas], list.Select(snapshot => snapshot.ExpiresAt));
        Assert.True(list[0].CreatedAt < list[1].CreatedAt);

        await client.Snapshots.SetExpiryAsync(P, made.Name, "a", Christmas, Ct);
        await client.Snapshots.SetExpiryAsync(P, made.Name, "b", null, Ct);
        Assert.Equal(Christmas, (await client.Snapshots.TryGetAsync(P, made.Name, "a", Ct))!.ExpiresAt);
        Assert.Null((await client.Snapshots.TryGetAsync(P, made.Name, "b", Ct))!.ExpiresAt);

        await client.Snapshots.RenameAsync(P, made.Name, "a", "c", Ct);
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Snapshots.RenameAsync(P, made.Name, "b", "c", Ct));
        Assert.Equal(IncusErrorKind.Conflict, error.Kind);
        error = await Assert.ThrowsAsync<IncusException>(() => made.SnapshotAsync("c", Ct));
        Assert.Equal(IncusErrorKind.Conflict, error.Kind);
        Assert.StartsWith($"create snapshot c of {made.Name}: ", error.Message, StringComparison.Ordinal);

        await client.Snapshots.DeleteAsync(P, made.Name, "c", Ct);
        Assert.Null(await client.Snapshots.TryGetAsync(P, made.Name, "c", Ct));
        error = await Assert.ThrowsAsync<IncusException>(
            () => client.Snapshots.DeleteAsync(P, made.Name, "c", Ct));
        Assert.Equal((IncusErrorKind.NotFound, MissingThing.Snapshot), (error.Kind, error.Missing));
        Assert.Null(await client.Snapshots.TryGetAsync(P, "it-nope", "c", Ct));
    }

    [Fact]
    public async Task A_percent_sign_in_a_name_never_hits_another_snapshot()
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct);
        await made.SnapshotAsync("aAb", Ct);
        try
        {
            await made.SnapshotAsync("a%41b", Ct);
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.InvalidRequest)
        {
            return; // later servers may refuse the name itself
        }

        Assert.Equal("a%41b", (await client.Snapshots.TryGetAsync(P, made.Name, "a%41b", Ct))?.Name);
        await client.Snapshots.DeleteAsync(P, made.Name, "a%41b", Ct);
        Assert.Equal(["aAb"], (await client.Snapshots.ListAsync(P, made.Name, Ct)).Select(snapshot => snapshot.Name));
    }

    [Fact]
    public async Task Never_is_stronger_than_the_instances_expiry_and_inherit_is_not()
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct);
        await client.Instances.PatchAsync(P, made.Name, new InstancePatch
        {
            Config = new Dictionary<string, string?> { ["snapshots.expiry"] = "7d" },
        }, null, Ct);
        await made.SnapshotAsync("never", Ct);
        await client.Snapshots.CreateAsync(P, made.Name, new SnapshotCreate { Name = "inherit" }, Ct);
        Assert.Null((await client.Snapshots.TryGetAsync(P, made.Name, "never", Ct))!.ExpiresAt);
        var inherit = await client.Snapshots.TryGetAsync(P, made.Name, "inherit", Ct);
        Assert.InRange(
            inherit!.ExpiresAt!.Value - inherit.CreatedAt, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7.1));
    }

    [Theory]
    [InlineData("dirp", true)]
    [InlineData("btr", true)]
    [InlineData("btr", false)]
    public async Task A_restore_brings_config_back_and_leaves_the_power_as_it_was(string pool, bool running)
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, pool, running, Ct);
        await made.SnapshotAsync("a", Ct);
        await client.Instances.PatchAsync(P, made.Name, new InstancePatch
        {
            Config = new Dictionary<string, string?> { ["user.later"] = "1" },
        }, null, Ct);
        var before = await made.ReadAsync(Ct);
        await client.Instances.RestoreAsync(P, made.Name, new RestoreRequest { Snapshot = "a" }, Ct);
        var after = await made.ReadAsync(Ct);
        Assert.Equal(before.Status, after.Status);
        Assert.False(after.Config.ContainsKey("user.later"));
        Assert.NotEqual(before.Config["volatile.uuid.generation"], after.Config["volatile.uuid.generation"]);

        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Instances.RestoreAsync(P, made.Name, new RestoreRequest { Snapshot = "nope" }, Ct));
        Assert.Equal((IncusErrorKind.NotFound, MissingThing.Snapshot), (error.Kind, error.Missing));
    }

    [Fact]
    public async Task A_disk_only_restore_keeps_the_config_or_is_refused_untouched()
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct);
        await made.SnapshotAsync("a", Ct);
        await client.Instances.PatchAsync(P, made.Name, new InstancePatch
        {
            Config = new Dictionary<string, string?> { ["user.later"] = "1" },
        }, null, Ct);
        var restore = new RestoreRequest { Snapshot = "a", DiskOnly = true };
        if ((await client.GetServerAsync(Ct)).Has("instance_snapshot_disk_only_restore"))
            await client.Instances.RestoreAsync(P, made.Name, restore, Ct);
        else
            await Assert.ThrowsAsync<IncusException>(() => client.Instances.RestoreAsync(P, made.Name, restore, Ct));
        Assert.Equal("1", (await made.ReadAsync(Ct)).Config["user.later"]);
    }

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task Descriptions_are_kept_on_the_volume_and_the_next_snapshot_inherits_the_instances(string pool)
    {
        using var client = RealIncus.Client();
        await using var made = await TemporaryInstance.CreateAsync(client, pool, running: false, Ct);
        await made.SnapshotAsync("a", Ct);
        await client.Volumes.SetSnapshotDescriptionAsync(
            P, pool, "container", made.Name, "a", "vor dem Üpdate\n2", Ct);
        await client.Volumes.SetDescriptionAsync(P, pool, "container", made.Name, "the volume", Ct);
        await made.SnapshotAsync("b", Ct);
        Assert.Equal(
            "the volume", (await client.Volumes.GetAsync(P, pool, "container", made.Name, Ct)).Description);
        var texts = await client.Volumes.SnapshotDescriptionsAsync(P, pool, "container", made.Name, Ct);
        Assert.Equal("vor dem Üpdate\n2", texts["a"]);
        Assert.Equal("the volume", texts["b"]);
        await client.Volumes.SetSnapshotDescriptionAsync(P, pool, "container", made.Name, "b", "", Ct);
        var all = await client.Volumes.DescriptionsAsync(P, pool, "container", _ => true, Ct);
        Assert.Equal("the volume", all.Instances[made.Name]);
        Assert.Equal("vor dem Üpdate\n2", all.OfSnapshot(made.Name, "a"));
        Assert.Equal("", all.OfSnapshot(made.Name, "b"));
        Assert.Null(all.OfSnapshot(made.Name, "c"));
        Assert.Null((await client.Snapshots.TryGetAsync(P, made.Name, "a", Ct))!.ExpiresAt);
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Volumes.SetSnapshotDescriptionAsync(
            P, pool, "container", made.Name, "nope", "x", Ct));
        Assert.Equal(MissingThing.Volume, error.Missing);
    }

    [Fact]
    public async Task Many_creations_at_once_all_arrive_and_two_of_one_name_are_one()
    {
        using var client = RealIncus.Client();
        using var other = RealIncus.Client();
        await using var one = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct);
        await using var two = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct);
        await Task.WhenAll(Enumerable.Range(0, 5).SelectMany(
            i => new[] { one.SnapshotAsync($"s{i}", Ct), two.SnapshotAsync($"s{i}", Ct) }));
        Assert.Equal(5, (await client.Snapshots.ListAsync(P, one.Name, Ct)).Length);
        Assert.Equal(5, (await client.Snapshots.ListAsync(P, two.Name, Ct)).Length);

        var twin = new SnapshotCreate { Name = "twin", NeverExpires = true };
        Task[] twins =
        [
            client.Snapshots.CreateAsync(P, one.Name, twin, Ct), other.Snapshots.CreateAsync(P, one.Name, twin, Ct),
        ];
        var error = await Assert.ThrowsAsync<IncusException>(() => Task.WhenAll(twins));
        Assert.Equal(IncusErrorKind.Conflict, error.Kind);
        int made = twins.Count(task => task.IsCompletedSuccessfully);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task An_operation_nobody_knows_has_vanished()
    {
        using var client = RealIncus.Client();
        string id = "00000000-0000-4000-8000-000000000000";
        Assert.Equal(OperationEnd.Vanished, (await client.Operations.WaitAsync(id, Ct)).End);
        Assert.Equal(OperationEnd.Vanished, (await client.Operations.TryGetEndAsync(id, Ct))!.End);
    }
}
