using System.Collections.Immutable;
using Brine.Converge.Apply;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Checks;
using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Sandbox;

namespace Brine.Converge.Tests;

/// <summary>One server for one test, with a state directory of its own.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static int s_count;

    private readonly SandboxServer? _sandbox;
    private readonly List<string> _made = [];
    private readonly string _folder;

    private Site(
        string socket, SandboxServer? sandbox, string folder, IncusClientOptions? options, TimeProvider? time = null)
    {
        _sandbox = sandbox;
        _folder = folder;
        Journals = Path.Combine(folder, "state");
        Servers = ServerSet.Create(
            name => name == "gone" ? IncusEndpoint.OfSocket(Path.Combine(folder, "none"),
                name) : IncusEndpoint.OfSocket(socket, name),
            options ?? new IncusClientOptions { OperationTimeout = TimeSpan.FromSeconds(60),
                BusyRetryFor = TimeSpan.FromSeconds(5) },
            time ?? TimeProvider.System);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ServerSet Servers { get; private set; }

    public IncusClient Client => Servers.For("local");

    public SandboxControl Control => _sandbox!.Control;

    /// <summary>Where the sandbox's socket is.</summary>
    public string Folder => _folder;

    /// <summary>The state directory.</summary>
    public string Journals { get; }

    public string[] JournalFiles => Directory.Exists(Journals) ? Directory.GetFiles(Journals) : [];

    public static async Task<Site> SandboxAsync(
        SandboxSeed? seed = null, TimeSpan latency = default, IncusClientOptions? options = null,
        TimeProvider? time = null, TimeProvider? serverTime = null)
    {
        var folder = Directory.CreateTempSubdirectory("cv").FullName;
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                SocketPath = Path.Combine(folder, "s"), Seed = seed ?? Two(), Latency = latency, Time = serverTime ?? TimeProvider.System,
            },
            Token);
        return new Site(sandbox.SocketPath, sandbox, folder, options, time);
    }

    /// <summary>The daemon that <c>BRINE_TEST_INCUS</c> names; without it the test is skipped.</summary>
    public static Site Real() => Real(null);

    public static Site Real(string? daemon)
    {
        daemon ??= Environment.GetEnvironmentVariable("BRINE_TEST_INCUS");
        Assert.SkipWhen(string.IsNullOrEmpty(daemon), "BRINE_TEST_INCUS names no daemon's folder");
        return new Site(
            Path.Combine(daemon, "unix.socket"), null, Directory.CreateTempSubdirectory("cv").FullName, null);
    }

    /// <summary>Two running containers on btrfs, one stopped on dir.</summary>
    public static SandboxSeed Two() => SandboxSeed.Bench() with
    {
        Instances =
        [
            Container("c1", "btr", "Running"), Container("c2", "btr", "Running"), Container("s1", "dirp", "Stopped"),
        ],
    };

    public static SeedInstance Container(string name, string pool, string status, params SeedSnapshot[] snapshots) =>
        new()
    {
        Name = name,
        Status = status,
        Image = "bb",
        Snapshots = [.. snapshots],
        Devices = RootOn(pool),
    };

    /// <summary>A container of the busybox image, with a name of its own, removed at the end.</summary>
    public async Task<string> ContainerAsync(string pool, bool start)
    {
        var name = $"cv-{Environment.ProcessId:x}-{Interlocked.Increment(ref s_count)}";
        _made.Add(name);
        await Client.Instances.CreateAsync("default", new InstanceCreate
        {
            Name = name,
            Source = Brine.Incus.InstanceSource.OfAlias("bb"),
            Devices = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["root"] = new Dictionary<string, string> { ["type"] = "disk", ["path"] = "/", ["pool"] = pool },
            },
            Start = start,
        }, Token);
        return name;
    }

    /// <summary>A run as the command line makes it: one journal, one plan, applied.</summary>
    public async Task<RunReport> ApplyAsync(
        DesiredState desired, RunControl? control = null, RunOptions? options = null,
            IProgress<RunEvent>? progress = null, ICheckHost? checks = null)
    {
        using var journal = Journal();
        var convergence = new Convergence(Servers, journal, checks);
        var plan = await convergence.PlanAsync(desired, Token);
        return await convergence.ApplyAsync(plan, control ?? RunControl.None, options ?? RunOptions.Default, progress);
    }

    public async Task<Plan> PlanAsync(DesiredState desired)
    {
        using var journal = Journal();
        return await new Convergence(Servers, journal).PlanAsync(desired, Token);
    }

    public RunJournal Journal() => RunJournal.In(Journals, TimeProvider.System);

    public async Task<string> StatusAsync(string instance) =>
        (await Client.Instances.GetBasicAsync("default", instance, Token)).Status;

    public async Task<string[]> SnapshotsAsync(string instance) =>
        [.. (await Client.Snapshots.ListAsync("default", instance, Token)).Select(s => s.Name)];

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is null)
            foreach (var name in _made)
                await RemoveAsync(name);
        await Servers.DisposeAsync();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RemoveAsync(string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            if (await Client.Instances.TryGetAsync("default", name, limit.Token) is not { } instance)
                return;
            if (instance.Status != "Stopped")
                await Client.Instances.SetStateAsync("default", name, StateChange.Stop, true, TimeSpan.FromSeconds(10),
                    limit.Token);
            await Client.Instances.DeleteAsync("default", name, limit.Token);
        }
        catch (IncusException)
        {
            // The daemon is a test's own and goes as a whole.
        }
    }

    private static ImmutableSortedDictionary<
        string, ImmutableSortedDictionary<string, string>> RootOn(string pool)
    {
        var root = ImmutableSortedDictionary<string, string>.Empty
            .Add("type", "disk").Add("path", "/").Add("pool", pool);
        return ImmutableSortedDictionary<
            string, ImmutableSortedDictionary<string, string>>.Empty.Add("root", root);
    }
}
