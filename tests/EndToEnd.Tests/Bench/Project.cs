using System.Text.Json.Nodes;

namespace Brine.EndToEnd.Tests.Bench;

/// <summary>
/// An Incus project of its own for one test, on a pool of choice, with a scratch folder and a state directory. Gone
/// with all that is in it at the end.
/// </summary>
internal sealed class Project : IAsyncDisposable
{
    private static int _count;
    private readonly string _server;

    private Project(string name, string pool, string server) => (Name, Pool, _server) = (name, pool, server);

    public string Name { get; }

    public string Pool { get; }

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("brine-e2e-").FullName;

    /// <param name="server">The daemon's directory; null: the one for containers.</param>
    public static async Task<Project> On(string pool, string? server = null)
    {
        var project = new Project($"e2e-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}", pool, server ?? RealIncus.Directory);
        await RealIncus.IncusAt(project._server, "project", "create", project.Name, "-c", "features.images=false");
        await project.Incus("profile", "device", "add", "default", "root", "disk", "path=/", $"pool={pool}");
        return project;
    }

    public async Task Container(string name, bool isRunning = false, params string[] config)
    {
        await Incus(["init", "bb", name, "-q", .. config.SelectMany(c => new[] { "-c", c })]);
        if (isRunning)
            await Start(name);
    }

    /// <summary>On a busy machine liblxc gives a start up now and then; what is tested is not that.</summary>
    public async Task Start(string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ran = await Ran.Of("incus", ["start", name, "--project", Name], RealIncus.EnvironmentOf(_server));
            if (ran.Exit == 0)
                return;
            if (attempt == 3)
                Assert.Fail($"{ran.Err}\n{await Incus("info", "--show-log", name)}");
            while (await Status(name) != "Stopped")
                await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A container without a system: enough wherever nothing runs in it.</summary>
    public Task Empty(string name) => Incus("init", "--empty", name, "-q");

    /// <summary><c>brine</c> with this project and a state directory of its own.</summary>
    public Task<Ran> Brine(params string[] arguments) =>
        Ran.Of(RealIncus.Brine, Arguments(arguments), RealIncus.EnvironmentOf(_server), Folder);

    public string[] Arguments(params string[] arguments) =>
    [
        .. arguments, "--project", Name,
        .. arguments is ["list" or "schedule" or "show" or "diff" or "render", ..] or ["group", "list" or "show", ..] ? Array.Empty<string>()
            : ["--state-dir", Path.Combine(Folder, "state")],
    ];

    public string Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<string> Incus(params string[] arguments) => RealIncus.IncusAt(_server, ["--project", Name, .. arguments]);

    /// <summary>One state through <c>brine state</c>: Salt's return dictionary.</summary>
    public async Task<JsonNode> State(string function, params string[] arguments)
    {
        var ran = await Brine(["state", function, .. arguments]);
        Assert.True(ran.Out.StartsWith('{'), $"{ran.Exit}\n{ran.Out}\n{ran.Err}");
        return JsonNode.Parse(ran.Out)!;
    }

    /// <summary>
    /// What a script prints in an instance, by a file: what a quick command prints to <c>incus exec</c> is lost now and then
    /// (6.0.4, one in a hundred on a busy machine, exit code 0).
    /// </summary>
    public async Task<string> Said(string instance, string script)
    {
        await Incus("exec", instance, "--", "sh", "-c", $"({script}) > /root/said 2>&1");
        return await Read(instance, "/root/said");
    }

    /// <summary>A file of an instance.</summary>
    public Task<string> Read(string instance, string path) => Incus("file", "pull", instance + path, "-");

    /// <summary>Names of an instance's snapshots as the server has them.</summary>
    public async Task<string[]> Snapshots(string instance) =>
        [.. (await Query($"/1.0/instances/{instance}/snapshots?recursion=1")).AsArray().Select(s => (string)s!["name"]!).Order(StringComparer.Ordinal)];

    public async Task<string> Status(string instance) => (string)(await Query($"/1.0/instances/{instance}"))["status"]!;

    public async Task<JsonNode> Query(string path) =>
        JsonNode.Parse(await RealIncus.IncusAt(_server, "query", path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "project=" + Name))!;

    /// <summary>All instances and snapshots with what a run could change, to show that nothing did.</summary>
    public async Task<string> Fingerprint() => (await Query("/1.0/instances?recursion=2")).AsArray().Select(i =>
        $"{i!["name"]} {i["status"]} {i["config"]!.ToJsonString()} " + string.Join(';', (i["snapshots"]?.AsArray() ?? []).Select(s => $"{s!["name"]}@{s["created_at"]}x{s["expires_at"]}")))
        .Order(StringComparer.Ordinal).Aggregate("", (a, b) => a + b + "\n");

    public async ValueTask DisposeAsync()
    {
        // force: whatever a test left in it; the command "project delete -f" would ask first
        var gone = await Ran.Of("incus", ["query", "-X", "DELETE", $"/1.0/projects/{Name}?force=true"], RealIncus.EnvironmentOf(_server));
        // It asks for the operation's end after the fact: a busy machine has forgotten it by then (5 s).
        if (!gone.Err.Contains("Operation not found", StringComparison.Ordinal))
            gone.Ends(0);
        System.IO.Directory.Delete(Folder, true);
    }
}
