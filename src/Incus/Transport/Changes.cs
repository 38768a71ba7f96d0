namespace Brine.Incus.Transport;

/// <summary>
/// Carries changes out: one at a time per instance, a bounded number at once, waited for to their end, tried again
/// while the instance is busy with somebody else's operation.
/// </summary>
internal sealed class Changes(Channel channel, Operations operations, IncusClientOptions options, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Gates _gates = new(options.Parallelism);

    /// <returns>How its operation ended; null: it was carried out at once.</returns>
    public async Task<OperationResult?> RunAsync(Change change, CancellationToken ct)
    {
        using var instance = await _gates.EnterInstanceAsync(change.Project, change.Instance, ct);
        long start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                if (change.IsAtOnce) return await OnceAsync(change, ct);
                using var server = await _gates.EnterServerAsync(ct);
                return await OnceAsync(change, ct);
            }
            catch (IncusException e) when (
                e.Kind == IncusErrorKind.Busy && time.GetElapsedTime(start) + pause <= options.BusyRetryFor)
            {
                // Busy is refused before anything was touched, so asking again repeats nothing.
            }

            await Task.Delay(pause, time, ct);
        }
    }

    /// <summary>A delete that somebody else carried out at the same moment has succeeded.</summary>
    public async Task DeleteAsync(Change change, CancellationToken ct)
    {
        try
        {
            await RunAsync(change, ct);
        }
        catch (IncusException e) when (Refusals.IsAlreadyDeleted(e.ServerText))
        {
            // What was asked for holds.
        }
    }

    public void Dispose() => _gates.Dispose();

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private async Task<OperationResult?> OnceAsync(Change change, CancellationToken ct)
    {
        var answer = await channel.SendAsync(change, ct);
        if (answer.Operation is not { } url) return null;
        string id = Wire.WireReading.NameIn(url);
        if (change.OnAccepted is { } accepted) await accepted(id);
        var result = await operations.WaitAsync(id, change.Doing, ct);
        switch (result.End)
        {
            case OperationEnd.Succeeded:
                return result;
            case OperationEnd.Vanished:
                throw new IncusException(
                    IncusErrorKind.OperationVanished, change.Doing, change.Path,
                    "the server no longer knows the operation; its result has to be read", null);
            default:
                throw Refusals.Of(change.Doing, change.Path, result.Error, null);
        }
    }
}
