namespace Brine.Incus.Tests.Real;

[Trait("Server", "real")]
public sealed class RealHttpsTests(HttpsFixture https) : IClassFixture<HttpsFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trusted_certificate_may_do_everything()
    {
        using var client = Client("full");
        var server = await client.GetServerAsync(Ct);
        Assert.Equal("trusted", server.Auth);
        await using var made = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct);
        await made.SnapshotAsync("a", Ct);
        await client.Volumes.SetSnapshotDescriptionAsync("default", "btr", "container", made.Name, "a", "over TLS", Ct);
        var texts = await client.Volumes.SnapshotDescriptionsAsync("default", "btr", "container", made.Name, Ct);
        Assert.Equal("over TLS", texts["a"]);
    }

    [Fact]
    public async Task A_restricted_certificate_is_forbidden_elsewhere_and_can_work_in_its_project()
    {
        using var client = Client("lab");
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.NamesAsync("default", Ct));
        Assert.Equal(IncusErrorKind.Forbidden, error.Kind);
        error = await Assert.ThrowsAsync<IncusException>(() => client.Profiles.NamesAsync("default", Ct));
        Assert.Equal(IncusErrorKind.Forbidden, error.Kind);
        error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.TryGetAsync("default", "c1", Ct));
        Assert.Equal(IncusErrorKind.Forbidden, error.Kind);
        error = await Assert.ThrowsAsync<IncusException>(() => client.Snapshots.CreateAsync(
            "default", "c1", new SnapshotCreate { Name = "a" }, Ct));
        Assert.Equal(IncusErrorKind.Forbidden, error.Kind);
        var pool = await client.Pools.GetAsync("btr", Ct);
        Assert.Equal(("btrfs", true), (pool.Driver, pool.ConfigIsHidden));
        await using var made = await TemporaryInstance.CreateAsync(client, "btr", running: false, Ct, https.Lab);
        await made.SnapshotAsync("a", Ct);
        Assert.Single(await client.Snapshots.ListAsync(https.Lab, made.Name, Ct));
        await client.Volumes.SetSnapshotDescriptionAsync(https.Lab, "btr", "container", made.Name, "a", "mine", Ct);
        var all = await client.Volumes.DescriptionsAsync(https.Lab, "btr", "container", _ => true, Ct);
        Assert.Equal("mine", all.OfSnapshot(made.Name, "a"));
    }

    [Fact]
    public async Task An_unknown_certificate_is_untrusted()
    {
        using var client = Client("stranger");
        Assert.Equal("untrusted", (await client.GetServerAsync(Ct)).Auth);
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.GetAsync("default", "c1", Ct));
        Assert.Equal(IncusErrorKind.Untrusted, error.Kind);
    }

    [Theory]
    [InlineData("unpinned", "is not trusted")]
    [InlineData("mispinned", "another certificate than the one pinned for 'mispinned'")]
    public async Task A_server_that_cannot_prove_itself_is_not_spoken_to(string remote, string text)
    {
        using var client = Client(remote);
        var error = await Assert.ThrowsAsync<IncusException>(() => client.GetServerAsync(Ct));
        Assert.Equal(IncusErrorKind.Untrusted, error.Kind);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        _ = RealIncus.Directory;
        var nobody = new IncusEndpoint { Name = "nobody", Address = new Uri("https://127.0.0.1:1/") };
        using var client = new IncusClient(nobody, new IncusClientOptions(), TimeProvider.System);
        var error = await Assert.ThrowsAsync<IncusException>(() => client.GetServerAsync(Ct));
        Assert.Equal(IncusErrorKind.Unreachable, error.Kind);
    }

    private IncusClient Client(string remote)
    {
        _ = RealIncus.Directory; // skips
        return https.Client(remote);
    }
}
