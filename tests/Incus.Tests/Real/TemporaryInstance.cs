namespace Brine.Incus.Tests.Real;

/// <summary>A container of the test's own, gone afterwards whatever happened to it.</summary>
internal sealed class TemporaryInstance : IAsyncDisposable
{
    private TemporaryInstance(IncusClient client, string project, string name)
    {
        Client = client;
        Project = project;
        Name = name;
    }

    public IncusClient Client { get; }

    public string Project { get; }

    public string Name { get; }

    public static async Task<TemporaryInstance> CreateAsync(
        IncusClient client, string pool, bool running, CancellationToken ct, string project = RealIncus.Project)
    {
        string name = RealIncus.FreshName();
        var made = new TemporaryInstance(client, project, name);
        await client.Instances.CreateAsync(project, new InstanceCreate
        {
            Name = name,
            Source = running ? InstanceSource.OfAlias("bb") : InstanceSource.None,
            Devices = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["root"] = new Dictionary<string, string> { ["type"] = "disk", ["path"] = "/", ["pool"] = pool },
            },
        }, ct);
        if (running) await made.SetStateAsync(StateChange.Start, ct);
        return made;
    }

    public Task SetStateAsync(StateChange change, CancellationToken ct) =>
        Client.Instances.SetStateAsync(Project, Name, change, force: true, TimeSpan.FromSeconds(10), ct);

    public Task SnapshotAsync(string snapshot, CancellationToken ct) =>
        Client.Snapshots.CreateAsync(Project, Name, new SnapshotCreate { Name = snapshot, NeverExpires = true }, ct);

    public Task<Instance> ReadAsync(CancellationToken ct) => Client.Instances.GetAsync(Project, Name, ct);

    public async ValueTask DisposeAsync()
    {
        if (await Client.Instances.TryGetAsync(Project, Name, CancellationToken.None) is not { } left) return;
        if (left.Status != "Stopped") await SetStateAsync(StateChange.Stop, CancellationToken.None);
        await Client.Instances.DeleteAsync(Project, Name, CancellationToken.None);
    }
}
