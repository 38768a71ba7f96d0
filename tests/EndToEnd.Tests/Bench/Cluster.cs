namespace Brine.EndToEnd.Tests.Bench;

/// <summary>
/// The three members that tests/bench/cluster.sh brought up, m1 to m3, for the length of a test. At its end all of them are
/// there again, and at work.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>The collection of all tests that use it: they take turns, since members die in them.</summary>
    public const string Turns = "cluster";

    public static readonly string[] Members = ["m1", "m2", "m3"];

    private readonly HashSet<string> _killed = [];
    private readonly HashSet<string> _evacuated = [];

    /// <summary>A member's directory, as of a daemon.</summary>
    public static string At(string member) => Path.Combine(RealIncus.ClusterDirectory, member);

    /// <summary>A project on the pool that each member has, asked for through m1.</summary>
    public static Task<Project> Project() => Bench.Project.On("local", At("m1"));

    /// <summary>The same <c>brine</c>, through the socket of that member.</summary>
    public static Task<Ran> Brine(Project project, string member, params string[] arguments) =>
        Ran.Of(RealIncus.Brine, project.Arguments(arguments), RealIncus.EnvironmentOf(At(member)), project.Folder);

    /// <summary>A container on that member.</summary>
    public static async Task Container(Project project, string name, string member, bool isRunning = false)
    {
        await project.Incus("init", "bb", name, "--target", member, "-q");
        if (isRunning)
            await project.Incus("start", name);
    }

    /// <summary>c1, c2 and c3, each on the member of its number.</summary>
    public static async Task Containers(Project project, bool areRunning = false)
    {
        foreach (var member in Members)
            await Container(project, "c" + member[1..], member, areRunning);
    }

    /// <summary>One of each of them.</summary>
    public static async Task Snapshots(Project project, string name)
    {
        foreach (var member in Members)
            await project.Incus("snapshot", "create", "c" + member[1..], name);
    }

    public async Task Kill(string member)
    {
        _killed.Add(member);
        await Script("kill", member);
    }

    /// <summary>Until the others say that it is gone; before that they wait for it with every request.</summary>
    public static Task UntilOffline(string member) => Until(member, "OFFLINE");

    /// <summary>That member again. When all are there: until each of them answers for its instances.</summary>
    public async Task Revive(string member)
    {
        await Script("revive", member);
        _killed.Remove(member);
        if (_killed.Count == 0)
            await Answering();
    }

    public async Task Evacuate(string member)
    {
        _evacuated.Add(member);
        await Script("evacuate", member);
    }

    public async Task Restore(string member)
    {
        await Script("restore", member);
        _evacuated.Remove(member);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_killed.Select(m => Script("revive", m)));
        await Answering();
        foreach (var member in _evacuated)
            if (await Status(member) != "ONLINE") // a test may have healed it
                await Script("restore", member);
    }

    /// <summary>A member that is there again is out of reach for some seconds: until each passes requests on to the others.</summary>
    private static async Task Answering()
    {
        foreach (var member in Members)
            while (await Status(member) is null or "OFFLINE")
                await Task.Delay(300, TestContext.Current.CancellationToken);
        foreach (var (asked, member) in Members.SelectMany(_ => Members, (asked, member) => (asked, member)).Where(p => p.asked != p.member))
            while ((await Ran.Of("incus", ["query", $"/1.0?target={member}"], RealIncus.EnvironmentOf(At(asked)))).Exit != 0)
                await Task.Delay(200, TestContext.Current.CancellationToken);
    }

    private static async Task Until(string member, string status)
    {
        while (await Status(member) != status)
            await Task.Delay(300, TestContext.Current.CancellationToken);
    }

    /// <summary>As m1 sees it. Null: it cannot tell.</summary>
    private static async Task<string?> Status(string member) =>
        (await Ran.Of("incus", ["cluster", "list", "-f", "csv", "-c", "ns"], RealIncus.EnvironmentOf(At("m1")))).Out.Split('\n')
            .Select(row => row.Split(',')).FirstOrDefault(row => row[0] == member)?[1];

    private static async Task Script(string verb, string member) => (await Ran.Of(
        Path.Combine(RealIncus.Repository, "tests", "bench", "cluster.sh"), [verb, RealIncus.ClusterDirectory, member])).Ends(0);
}
