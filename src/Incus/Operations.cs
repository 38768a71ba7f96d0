using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>How an operation ended, as far as the server still knows.</summary>
public enum OperationEnd
{
    Succeeded,
    Failed,
    Cancelled,

    /// <summary>Incus forgets an operation 5 s after its end, and at once when the daemon restarts.</summary>
    Vanished,
}

/// <summary>The end of an operation. <see cref="Error"/> is Incus's exact text, "" after a success.</summary>
public sealed record OperationResult(string Id, OperationEnd End, string Error)
{
    /// <summary>What the work came to, where that is more than its end: the exit code of a command, say. Null: nothing.</summary>
    public JsonElement? Metadata { get; init; }
}

/// <summary>Work that has not ended. <see cref="Instances"/> are the names of those it is about, without their project.</summary>
public sealed record RunningOperation(string Id, IReadOnlySet<string> Instances)
{
    /// <summary>Custom volumes it is about, as <c>pool/volume</c>.</summary>
    public IReadOnlySet<string> Volumes { get; init; } = ImmutableHashSet<string>.Empty;
}

/// <summary>Work of any project that has not ended.</summary>
/// <param name="Description">Incus's own: <c>Restoring snapshot</c>.</param>
/// <param name="Instances">Those it is about.</param>
/// <param name="IsTask">Work that holds them; false for a session somebody has open (exec, console).</param>
public sealed record ServerOperation(
    string Id, string Description, DateTimeOffset CreatedAt, bool IsTask, IReadOnlyList<(string Project, string Name)> Instances);

/// <summary>Background work at the server.</summary>
public sealed class Operations
{
    // A wait is cut into slices, so that a half-dead connection is noticed.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    private readonly Channel _channel;
    private readonly IncusClientOptions _options;
    private readonly TimeProvider _time;

    internal Operations(Channel channel, IncusClientOptions options, TimeProvider time)
    {
        _channel = channel;
        _options = options;
        _time = time;
    }

    /// <summary>
    /// Waits for the end, at most <see cref="IncusClientOptions.OperationTimeout"/> (then TimedOut is thrown and the
    /// operation goes on). ConnectionLost: its end is not known.
    /// </summary>
    public Task<OperationResult> WaitAsync(string operationId, CancellationToken ct) =>
        WaitAsync(operationId, $"wait for operation {operationId}", ct);

    /// <summary>As it is now: null while it runs, or when no answer came in time.</summary>
    public async Task<OperationResult?> TryGetEndAsync(string operationId, CancellationToken ct)
    {
        string path = ApiPath.Of("operations", operationId);
        return await ReadAsync(path, operationId, $"read operation {operationId}", _options.OperationTimeout, ct);
    }

    /// <summary>
    /// What is under way in a project, whoever began it. Not commands and consoles in instances: they change nothing of
    /// them, and in a frozen one they do not end.
    /// </summary>
    public async Task<IReadOnlyList<RunningOperation>> RunningAsync(string project, CancellationToken ct)
    {
        string path = ApiPath.In(project, "operations") + "&recursion=1";
        var answer = await _channel.GetAsync(
            path, $"list the operations of project {project}", WireJson.Default.EnvelopeWireOperations, ct);
        return [.. (answer.Metadata ?? []).Values.SelectMany(rows => rows).Where(row => IsUnderWay(row) && !IsSession(row))
            .Select(row => new RunningOperation(row.Id ?? "", WireReading.InstancesIn(row.Resources))
            {
                Volumes = WireReading.CustomVolumesIn(row.Resources),
            })];
    }

    /// <summary>What is under way in all projects that this client may see.</summary>
    public async Task<IReadOnlyList<ServerOperation>> RunningEverywhereAsync(CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("operations") + "?recursion=1&all-projects=true", "list the operations of all projects",
            WireJson.Default.EnvelopeWireOperations, ct);
        return [.. (answer.Metadata ?? []).Values.SelectMany(rows => rows).Where(IsUnderWay)
            .Select(row => new ServerOperation(
                row.Id ?? "", row.Description ?? "", row.CreatedAt, row.Class is null or "task",
                WireReading.InstancesWithProjectIn(row.Resources)))];
    }

    internal Task<OperationResult> WaitAsync(string operationId, string doing, CancellationToken ct) =>
        WaitAsync(operationId, doing, _options.OperationTimeout, ct);

    internal async Task<OperationResult> WaitAsync(string operationId, string doing, TimeSpan limit, CancellationToken ct)
    {
        string plain = ApiPath.Of("operations", operationId);
        long start = _time.GetTimestamp();
        while (true)
        {
            var left = limit - _time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                throw new IncusException(
                    IncusErrorKind.TimedOut, doing, plain,
                    $"not finished within {Seconds(limit)} s; it goes on at the server", null);
            }

            var slice = left < Slice ? left : Slice;
            string path = $"{plain}/wait?timeout={Seconds(slice)}";
            var end = await ReadAsync(path, operationId, doing, slice + Slack, ct);
            if (end is { End: OperationEnd.Failed, Error: "context deadline exceeded" })
            {
                // On 6.0.4 the end of the wait and an operation that failed with these words look alike.
                end = await ReadAsync(plain, operationId, doing, Slack, ct);
            }

            if (end is not null) return end;
        }
    }

    // The list is by status, in lower case; those that ended stay in it for some seconds.
    private static bool IsUnderWay(WireOperation row) => row.StatusCode is > 100 and < 200;

    private static bool IsSession(WireOperation row) => row.Class is not (null or "task") || row.Description == "Executing command";

    private static string Seconds(TimeSpan time) =>
        Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private async Task<OperationResult?> ReadAsync(
        string path, string id, string doing, TimeSpan limit, CancellationToken ct)
    {
        WireOperation? wire;
        try
        {
            wire = (await _channel.GetAsync(path, doing, WireJson.Default.EnvelopeWireOperation, limit, ct)).Metadata;
        }
        catch (IncusException e) when (e is { Kind: IncusErrorKind.NotFound, Missing: MissingThing.Operation })
        {
            return new OperationResult(id, OperationEnd.Vanished, "");
        }
        catch (IncusException e) when (e.HttpStatus is null && IsAnswer(e.Kind))
        {
            // 6.0.4: the wait itself answers with the operation's failure.
            return new OperationResult(id, OperationEnd.Failed, e.ServerText);
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.TimedOut)
        {
            return null; // a half-dead line: asked again, until the caller's time is up
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.Unreachable)
        {
            throw new IncusException(IncusErrorKind.ConnectionLost, doing, path, e.ServerText, e.HttpStatus, e);
        }

        return wire?.StatusCode switch
        {
            200 => new OperationResult(id, OperationEnd.Succeeded, "") { Metadata = wire.Metadata },
            400 => new OperationResult(id, OperationEnd.Failed, wire.Err ?? ""),
            401 => new OperationResult(id, OperationEnd.Cancelled, wire.Err is { Length: > 0 } err ? err : "Cancelled"),
            _ => null,
        };
    }

    private static bool IsAnswer(IncusErrorKind kind) => kind is not
        (IncusErrorKind.Unreachable or IncusErrorKind.ConnectionLost or IncusErrorKind.TimedOut
        or IncusErrorKind.Untrusted);
}
