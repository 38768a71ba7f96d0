using System.Security.Cryptography;
using System.Text;
using Brine.Sandbox.Faults;
using Brine.Sandbox.State.Storage;

namespace Brine.Sandbox.State;

/// <summary>Everything the simulated server knows. Read and changed only under <see cref="Gate"/>.</summary>
internal sealed class World : IAsyncDisposable
{
    private CancellationTokenSource _life = new();

    public World(SandboxOptions options)
    {
        Flavor = options.Flavor;
        Latency = options.Latency;
        Clock = new SandboxClock(options.Time);
        Operations = new OperationLog(this);
        Seeding.Fill(this, options.Seed);
    }

    /// <summary>Cancelled when this run of the daemon ends in a crash.</summary>
    public CancellationToken Life => _life.Token;

    public Lock Gate { get; } = new();

    public SandboxFlavor Flavor { get; }

    public bool Is702 => Flavor == SandboxFlavor.Incus702;

    public SandboxClock Clock { get; }

    public TimeSpan Latency { get; }

    public string ServerName { get; set; } = "sandbox";

    public int ServerPid { get; set; } = 4711;

    public bool Criu { get; set; }

    public List<string> Members { get; } = [];

    public HashSet<string> OfflineMembers { get; } = [];

    public HashSet<string> EvacuatedMembers { get; } = [];

    public SortedDictionary<string, Pool> Pools { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Project> Projects { get; } = new(StringComparer.Ordinal);

    public List<Profile> Profiles { get; } = [];

    public List<Image> Images { get; } = [];

    /// <summary>Custom ones; those of instances are part of them.</summary>
    public List<CustomVolume> Volumes { get; } = [];

    public SortedDictionary<string, Instance> Instances { get; } = new(StringComparer.Ordinal);

    public Locks Locks { get; } = new();

    public OperationLog Operations { get; }

    public FaultBoard Faults { get; } = new();

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The member that answers, or "none" outside a cluster.</summary>
    public string Location => Members.Count > 0 ? Members[0] : "none";

    public static string Key(string project, string instance) => $"{project}\n{instance}";

    public Project ProjectOf(string name) =>
        Projects.TryGetValue(name, out var project) ? project : throw new IncusError(404, "Project not found");

    /// <exception cref="IncusError">404 as Incus words it; 500 where its cluster member is offline.</exception>
    public Instance InstanceOf(string project, string name)
    {
        ProjectOf(project);
        if (!Instances.TryGetValue(Key(project, name), out var instance))
            throw IncusError.NoInstance(name, project);
        return OfflineMembers.Contains(instance.Location)
            ? throw new IncusError(500, "Missing event connection with target cluster member")
            : instance;
    }

    /// <exception cref="IncusError">403: what is evacuated starts nothing and takes nothing.</exception>
    public void CheckNotEvacuated(string member)
    {
        if (EvacuatedMembers.Contains(member))
            throw new IncusError(403, "Cluster member is evacuated");
    }

    /// <summary>The member for a new instance: that with the fewest, of those that are there; "none" outside a cluster.</summary>
    public string Placement() => Members.Where(m => !OfflineMembers.Contains(m) && !EvacuatedMembers.Contains(m))
        .MinBy(m => Instances.Values.Count(i => i.Location == m)) ?? Location;

    public IEnumerable<Instance> InstancesOf(string? project) =>
        Instances.Values.Where(i => project is null || i.Project == project);

    /// <summary>Whose volumes a project sees.</summary>
    public string VolumeOwner(string project) => ProjectOf(project).OwnsVolumes ? project : Project.Default;

    public Profile? ProfileOf(string project, string name)
    {
        var owner = ProjectOf(project).OwnsProfiles ? project : Project.Default;
        return Profiles.Find(p => p.Project == owner && p.Name == name);
    }

    public Settings ExpandedConfig(string project, IEnumerable<string> profiles, Settings own)
    {
        var all = new Settings();
        foreach (var layer in profiles.Select(p => ProfileOf(project, p)?.Config).Append(own).OfType<Settings>())
        {
            foreach (var (key, value) in layer)
                all[key] = value;
        }

        return all;
    }

    public Devices ExpandedDevices(string project, IEnumerable<string> profiles, Devices own)
    {
        var all = new Devices();
        foreach (var layer in profiles.Select(p => ProfileOf(project, p)?.Devices).Append(own).OfType<Devices>())
        {
            foreach (var (key, value) in layer)
                all[key] = value;
        }

        return all;
    }

    public Settings ExpandedConfig(Instance instance) =>
        ExpandedConfig(instance.Project, instance.Profiles, instance.Config);

    /// <summary>The pool of the instance's root disk.</summary>
    public Pool PoolOf(Instance instance)
    {
        var roots = ExpandedDevices(instance.Project, instance.Profiles, instance.Devices).Roots();
        return Pools[roots.First().Of("pool")];
    }

    /// <summary>The daemon dies and comes back: other pid, no operations, no locks, every connection cut.</summary>
    public void Crash()
    {
        ServerPid += 1000;
        Operations.Forget();
        Locks.Clear();
        var dying = _life;
        _life = new CancellationTokenSource();
        _ = dying.CancelAsync();
    }

    /// <summary>Ends the running operations and cuts what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        await Operations.DisposeAsync();
        await _life.CancelAsync();
    }

    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
