using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Doctor;

/// <summary>What a server has beyond the instances examined: each list once, all of them at once.</summary>
internal sealed class ServerWide(IncusClient client, string remote, Asking ask)
{
    private const string Prefix = "snapshots.";

    /// <summary>Without snapshots. Null: not to be had.</summary>
    public ImmutableArray<Instance>? Instances { get; private set; }

    /// <summary>Null: not to be had.</summary>
    public ImmutableArray<StoragePool>? Pools { get; private set; }

    public ImmutableArray<ProjectFacts> Projects { get; private set; } = [];

    public ImmutableArray<MemberFacts> Members { get; private set; } = [];

    public ImmutableArray<SettingsHolder> Holders { get; private set; } = [];

    public async Task ReadAsync(ServerInfo info, CancellationToken token)
    {
        string[] patterns = ["pattern-poisonous", "pattern-names"];
        var instances = ask.TryAsync<ImmutableArray<Instance>?>(
            async () => await client.Instances.ListEverywhereAsync(token), null, "instances of other projects", [.. patterns]);
        var profiles = ask.TryAsync(() => client.Profiles.ListEverywhereAsync(token), [], "profiles", [.. patterns]);
        var projects = ask.TryAsync(() => client.Projects.ListAsync(token), [], null, "project-restricted", "project-limits");
        var pools = ask.TryAsync<ImmutableArray<StoragePool>?>(async () => await client.Pools.ListAsync(token), null, null,
            "pool-status", "pool-space", "pool-inodes", "pool-read-only");
        var members = !info.ServerClustered ? Task.FromResult(ImmutableArray<Incus.Cluster.ClusterMember>.Empty)
            : ask.TryAsync(() => client.Members.ListAsync(token), [], null, "member-offline", "member-evacuated");
        Instances = await instances;
        Pools = await pools;
        Members = [.. (await members).Select(m => new MemberFacts(m.Name, m.Status, m.Message))];
        Projects = [.. (await projects).Select(p => new ProjectFacts(p.Name, p.Config.ToImmutableSortedDictionary(StringComparer.Ordinal)))];
        Holders = [.. (Instances ?? []).Where(i => !i.IsUnknown).Select(Holder), .. (await profiles).Select(Holder)];
    }

    /// <summary>What is under way now.</summary>
    public async Task<ImmutableArray<OperationFacts>> OperationsAsync(CancellationToken token) =>
    [
        .. (await ask.TryAsync(() => client.Operations.RunningEverywhereAsync(token), [], null, "instance-busy"))
            .Where(o => o.IsTask).Select(o => new OperationFacts(o.Id, o.Description, o.CreatedAt,
                [.. o.Instances.Select(i => new InstanceAddress(remote, i.Project, i.Name))])),
    ];

    private SettingsHolder Holder(Instance instance) => new(remote, instance.Project, instance.Name, IsProfile: false,
        Keys(instance.Config), Keys(instance.ExpandedConfig), instance.Profiles, ProfilesOf(instance.Project));

    private SettingsHolder Holder(Profile profile) => new(remote, profile.Project, profile.Name, IsProfile: true,
        Keys(profile.Config), Maps.Text, [], profile.Project);

    /// <summary>A project may use the profiles of the default one.</summary>
    private string ProfilesOf(string project) =>
        Projects.FirstOrDefault(p => p.Name == project)?.Config.GetValueOrDefault("features.profiles") is "false" ? "default" : project;

    private static ImmutableSortedDictionary<string, string> Keys(IReadOnlyDictionary<string, string> config) =>
        config.Where(c => c.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
