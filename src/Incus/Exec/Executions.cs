using System.Text.Json;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus.Exec;

/// <summary>How a command ended inside an instance.</summary>
public sealed record ExecutionResult(int ExitCode, string Output, string ErrorOutput);

/// <summary>Commands inside instances.</summary>
public sealed class Executions
{
    /// <summary>What the server may take beyond the command itself.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    private readonly Channel _channel;
    private readonly Operations _operations;
    private readonly TimeProvider _time;

    internal Executions(Channel channel, Operations operations, TimeProvider time)
    {
        _channel = channel;
        _operations = operations;
        _time = time;
    }

    /// <summary>
    /// Runs a command to its end, without a terminal. Incus cannot end one: after <paramref name="limit"/> it is no longer
    /// waited for (TimedOut), and goes on unless it ends itself.
    /// </summary>
    public async Task<ExecutionResult> RunAsync(
        string project, string instance, IReadOnlyList<string> command, TimeSpan limit, CancellationToken ct)
    {
        var change = new Change
        {
            Method = HttpMethod.Post,
            Path = ApiPath.In(project, "instances", instance, "exec"),
            Doing = $"run a command in {instance}",
            Project = project,
            Instance = instance,
            Body = JsonSerializer.SerializeToUtf8Bytes(
                new ExecBody(command, RecordOutput: true, WaitForWebsocket: false, Interactive: false), WireJson.Default.ExecBody),
        };
        using var cut = new CancellationTokenSource(limit + Slack, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, ct);
        try
        {
            var answer = await _channel.SendAsync(change, both.Token);
            var end = await _operations.WaitAsync(
                WireReading.NameIn(answer.Operation ?? ""), change.Doing, limit + Slack + Slack, both.Token);
            return end.End switch
            {
                OperationEnd.Succeeded => await ResultAsync(project, end.Metadata, change, both.Token),
                OperationEnd.Vanished => throw new IncusException(IncusErrorKind.OperationVanished, change.Doing, change.Path,
                    "the server no longer knows how it ended", null),
                _ => throw Refusals.Of(change.Doing, change.Path, end.Error, null),
            };
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new IncusException(IncusErrorKind.TimedOut, change.Doing, change.Path,
                FormattableString.Invariant($"it did not end within {limit.TotalSeconds:0} s, and may go on"), null);
        }
    }

    private async Task<ExecutionResult> ResultAsync(string project, JsonElement? metadata, Change change, CancellationToken ct)
    {
        if (metadata is not { ValueKind: JsonValueKind.Object } end || !end.TryGetProperty("return", out var code))
            throw new IncusException(IncusErrorKind.Server, change.Doing, change.Path, "the answer holds no exit code", null);
        var (output, errors) = ("", "");
        if (end.TryGetProperty("output", out var files) && files.ValueKind == JsonValueKind.Object)
            foreach (var file in files.EnumerateObject())
            {
                var text = await TakeAsync(project, file.Value.GetString() ?? "", change, ct);
                (output, errors) = file.Name == "2" ? (output, text) : (text, errors);
            }

        return new ExecutionResult(code.GetInt32(), output, errors);
    }

    /// <summary>Reads what was recorded, and removes it from the server.</summary>
    private async Task<string> TakeAsync(string project, string url, Change change, CancellationToken ct)
    {
        var segments = url.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Uri.UnescapeDataString).ToArray();
        if (segments.Length == 0)
            return "";
        var path = ApiPath.In(project, segments);
        var text = "";
        try
        {
            text = await _channel.ReadTextAsync(path, change.Doing, ct);
            await _channel.SendAsync(change with { Method = HttpMethod.Delete, Path = path, Body = [] }, ct);
        }
        catch (IncusException)
        {
            // The command ended all the same, and its exit code is known.
        }

        return text;
    }
}
