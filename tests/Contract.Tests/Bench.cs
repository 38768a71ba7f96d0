using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

/// <summary>An instance of one test, on one server: made, worked with, removed.</summary>
public sealed class Bench : IAsyncDisposable
{
    private static int _count;

    private readonly List<string> _made = [];

    private Bench(Target target) => Target = target;

    public Target Target { get; }

    public RawIncus Incus => Target.Incus;

    public Traits Traits => Target.Traits;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Bench On(Target target) => new(target);

    /// <summary>A name that no other test has.</summary>
    public string NewName()
    {
        var name = $"ct-{Environment.ProcessId:x}-{Interlocked.Increment(ref _count)}";
        _made.Add(name);
        return name;
    }

    /// <summary>A container of the busybox image on the given pool.</summary>
    public async Task<string> ContainerAsync(string pool = "btr", bool start = false, JsonObject? config = null)
    {
        var name = NewName();
        var body = new JsonObject
        {
            ["name"] = name,
            ["source"] = new JsonObject { ["type"] = "image", ["alias"] = "bb" },
            ["devices"] = Root(pool),
            ["config"] = config ?? [],
            ["description"] = "made by the suite",
            ["start"] = start,
        };
        await DoAsync("POST", "/1.0/instances", body.ToJsonString());
        return name;
    }

    public static JsonObject Root(string pool) => new()
    {
        ["root"] = new JsonObject { ["type"] = "disk", ["path"] = "/", ["pool"] = pool },
    };

    /// <summary>Runs and expects success.</summary>
    public async Task<Answer> DoAsync(string method, string path, string? body = null)
    {
        var outcome = await Incus.RunAsync(method, path, body, Cancellation);
        Assert.True(outcome.Succeeded, $"{method} {path} {body} on {Target.Name}: {outcome.Error}");
        return outcome.Started;
    }

    /// <summary>
    /// Runs and expects this text, as an answer (with its HTTP status) or as the failure of an operation.
    /// </summary>
    public async Task FailsAsync(string method, string path, string? body, string text, int? status = null)
    {
        var outcome = await Incus.RunAsync(method, path, body, Cancellation);
        Assert.Equal(text, outcome.Error);
        if (status is not null)
        {
            Assert.Equal("error", outcome.Started.Type);
            Assert.Equal(status, outcome.Started.Status);
            Assert.Equal(status, outcome.Started.ErrorCode);
        }
        else
        {
            Assert.Equal("async", outcome.Started.Type);
        }
    }

    public Task<Answer> SnapshotAsync(string instance, string name, string more = "") =>
        DoAsync("POST", $"/1.0/instances/{instance}/snapshots", $$"""{"name":"{{name}}"{{more}}}""");

    public Task<Answer> RestoreAsync(string instance, string snapshot) =>
        DoAsync("PUT", $"/1.0/instances/{instance}", RawIncus.Json("restore", snapshot));

    public Task<Answer> ActAsync(string instance, string action) =>
        DoAsync("PUT", $"/1.0/instances/{instance}/state", $$"""{"action":"{{action}}","force":true,"timeout":30}""");

    public async Task<JsonNode> ReadAsync(string path)
    {
        var answer = await Incus.GetAsync(path, Cancellation);
        Assert.True(answer.Status == 200, $"GET {path} on {Target.Name}: {answer}");
        return answer.Metadata!;
    }

    public Task<JsonNode> InstanceAsync(string name) => ReadAsync($"/1.0/instances/{name}");

    public Task<JsonNode> SnapshotOfAsync(string instance, string name) =>
        ReadAsync($"/1.0/instances/{instance}/snapshots/{name}");

    public async Task<string> StatusAsync(string name) => (string)(await InstanceAsync(name))["status"]!;

    public async Task<string[]> SnapshotNamesAsync(string instance) =>
        [.. (await ReadAsync($"/1.0/instances/{instance}/snapshots")).AsArray().Select(u =>
            ((string)u!).Split('/')[^1])];

    public Task<Answer> PatchConfigAsync(string name, string key, string? value) => DoAsync(
        "PATCH", $"/1.0/instances/{name}",
        new JsonObject { ["config"] = new JsonObject { [key] = value } }.ToJsonString());

    public Task<Answer> SendAsync(string method, string path, string? body = null, string? ifMatch = null) =>
        Incus.SendAsync(method, path, body, ifMatch, Cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _made)
        {
            await Incus.RunAsync(
                "PUT", $"/1.0/instances/{name}/state", """{"action":"stop","force":true}""", Cancellation);
            await Incus.RunAsync("DELETE", $"/1.0/instances/{name}", null, Cancellation);
        }
    }
}
