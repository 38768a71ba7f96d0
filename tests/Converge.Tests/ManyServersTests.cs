using Brine.Converge.Apply;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Retention;
using Brine.Sandbox;

namespace Brine.Converge.Tests;

/// <summary>One run over several servers: each goes at its own pace, and one that is away fails for itself alone.</summary>
public sealed class ManyServersTests
{
    [Fact]
    public async Task A_slow_server_does_not_hold_up_a_fast_one()
    {
        var slowly = new HeldTime();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1)); // were the servers to share their places, it would wait for ever
        patience.Token.Register(slowly.Release);
        await using var slow = await Server.StartAsync("slow", slowly, TimeSpan.FromSeconds(1));
        await using var fast = await Server.StartAsync("fast", TimeProvider.System, TimeSpan.Zero);
        await using var servers = Among(slow, fast);
        string[] remotes = ["slow", "fast"];
        var desired = Wanted.All([.. from name in (string[])["a", "b", "c"] from instance in (string[])["c1", "c2"] from remote in remotes
            select Wanted.Present(instance, name, remote: remote)]);
        var ended = new List<string>();
        var progress = new Sync(e =>
        {
            if (e is not RunEvent.EntryEnded { Outcome.Entry: var entry })
                return;
            ended.Add(entry.Instances[0].Remote);
            if (ended.Count == 6)
                slowly.Release();
        });

        var report = await ApplyAsync(servers, desired, progress, RunOptions.Default with { Parallelism = 1 });

        Assert.True(report.Succeeded, string.Join('\n', report.Outcomes.Select(o => o.Comment)));
        Assert.Equal([.. Enumerable.Repeat("fast", 6), .. Enumerable.Repeat("slow", 6)], ended);
    }

    [Fact]
    public async Task With_a_glob_over_all_servers_one_that_is_away_is_told_and_the_rest_is_done()
    {
        await using var one = await Server.StartAsync("one");
        await using var two = await Server.StartAsync("two");
        await using var servers = Among(one, two);
        var entry = new SnapshotsRetained(
            new Origin { Id = "keep", Sls = "test", Function = "incus.instance_snapshots_retained", ReturnName = "keep", StateName = "keep" },
            "*:c*", new Selection([Spread("one"), Spread("away"), Spread("two"), Spread("broken")]), "d*", new RetentionPolicy { Last = 1 });

        var outcome = (await ApplyAsync(servers, Wanted.All(entry))).Outcomes[0];

        Assert.False(outcome.Result);
        Assert.Equal(8, outcome.Changes.Sum(c => c.Old is Planner.Plan.ChangeValue.Names names ? names.Items.Length : 1));
        Assert.Single(Occurrences(outcome.Comment, "on away could not be listed"));
        Assert.Single(Occurrences(outcome.Comment, "on broken could not be listed: its certificate is gone"));
        foreach (var server in (Server[])[one, two])
            Assert.Equal(["d0"], await server.SnapshotsAsync("c1"));
    }

    [Theory]
    [InlineData("untrusted")]
    [InlineData("refusing")]
    [InlineData("away")]
    public async Task One_that_is_away_or_refuses_fails_its_own_declarations_alone(string how)
    {
        await using var one = await Server.StartAsync("one");
        await using var two = await Server.StartAsync("two");
        await using var servers = Among(one, two);
        if (how == "untrusted")
            two.Control.FailNext("GET /1.0", "not authorized", times: 99, status: 403);
        if (how == "refusing")
            two.Control.FailNext("GET /1.0", "User does not have permission for project \"default\"", times: 99, status: 403);
        var other = how == "away" ? "away" : "two";

        var report = await ApplyAsync(servers, Wanted.All(
            Wanted.Present("c1", "a", remote: other), Wanted.Present("c1", "a", remote: "one"), Wanted.Present("c2", "a", remote: other)));

        Assert.Equal([false, true, false], report.Outcomes.Select(o => o.Result == true));
        Assert.All(report.Outcomes.Where(o => o.Result == false), o =>
        {
            Assert.Contains(other, o.Comment, StringComparison.Ordinal);
            Assert.DoesNotContain("does not exist", o.Comment, StringComparison.Ordinal);
        });
        Assert.Contains("a", await one.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task Instances_of_all_projects_are_chosen_where_the_project_is_a_glob()
    {
        await using var one = await Server.StartAsync("one");
        await using var servers = Among(one);

        var chosen = await new Observe.Observer(servers).ChooseAsync(new Selection([new Selector("one", "*", "c*")]), Site.Token);

        Assert.Equal(["one:c1", "one:c2", "one:c1 (project shop)"], chosen.Instances.Select(i => i.ToString()));
    }

    private static Selector Spread(string remote) => new(remote, "default", "c*") { IsSpread = true };

    private static IEnumerable<int> Occurrences(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            yield return at;
    }

    private static ServerSet Among(params Server[] all) => ServerSet.Create(
        name => name == "broken" ? throw new RemoteException("its certificate is gone", "Put it back.")
            : IncusEndpoint.OfSocket(all.FirstOrDefault(s => s.Name == name)?.Socket ?? "/nowhere/s", name),
        new IncusClientOptions { OperationTimeout = TimeSpan.FromSeconds(60) }, TimeProvider.System);

    private static async Task<Planner.Plan.RunReport> ApplyAsync(
        ServerSet servers, DesiredState desired, IProgress<RunEvent>? progress = null, RunOptions? options = null)
    {
        using var journal = Journal.RunJournal.In(null, TimeProvider.System);
        var convergence = new Convergence(servers, journal);
        return await convergence.ApplyAsync(
            await convergence.PlanAsync(desired, Site.Token), RunControl.None, options ?? RunOptions.Default, progress);
    }

    /// <summary>A simulated server with containers c1 and c2, each with snapshots d0 to d2.</summary>
    private sealed class Server(string name, SandboxServer sandbox, string folder) : IAsyncDisposable
    {
        public string Name => name;

        public string Socket => sandbox.SocketPath;

        public SandboxControl Control => sandbox.Control;

        public static async Task<Server> StartAsync(string name, TimeProvider? time = null, TimeSpan latency = default)
        {
            var folder = Directory.CreateTempSubdirectory("cvs").FullName;
            var now = TimeProvider.System.GetUtcNow();
            SeedSnapshot[] snapshots = [.. Enumerable.Range(0, 3).Select(i => new SeedSnapshot { Name = $"d{i}", CreatedAt = now.AddDays(-i) })];
            var seed = SandboxSeed.Bench() with
            {
                Server = name,
                Projects = [new SeedProject { Name = "shop" }],
                Instances =
                [
                    Site.Container("c1", "btr", "Stopped", snapshots), Site.Container("c2", "btr", "Stopped", snapshots),
                    Site.Container("c1", "btr", "Stopped") with { Project = "shop" },
                ],
            };
            return new Server(name, await SandboxServer.StartAsync(
                new SandboxOptions { SocketPath = Path.Combine(folder, "s"), Seed = seed, Latency = latency, Time = time ?? TimeProvider.System }, Site.Token), folder);
        }

        public async Task<string[]> SnapshotsAsync(string instance)
        {
            using var client = new IncusClient(IncusEndpoint.OfSocket(Socket), new IncusClientOptions(), TimeProvider.System);
            return [.. (await client.Snapshots.ListAsync("default", instance, Site.Token)).Select(s => s.Name)];
        }

        public async ValueTask DisposeAsync()
        {
            await sandbox.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
