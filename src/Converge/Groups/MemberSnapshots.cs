using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;

namespace Brine.Converge.Groups;

/// <summary>The snapshots of a set: taken at once, marked as of one set, or removed to the last.</summary>
internal sealed class MemberSnapshots(Func<InstanceAddress, RunServer> serverOf, MemberWords words, TimeProvider time)
{
    private const int Attempts = 2;

    /// <summary>What is put right behind a failure does not wait for ever, nor for a second Ctrl-C.</summary>
    private static readonly TimeSpan s_tidying = TimeSpan.FromMinutes(2);

    /// <summary>Whose snapshot is somebody else's: the name was taken in the very moment.</summary>
    private readonly HashSet<InstanceAddress> _foreign = [];

    /// <summary>The custom volumes of the set.</summary>
    public MemberVolumes Volumes => field ??= new MemberVolumes(serverOf, words);

    /// <summary>All at once.</summary>
    public SnapshotsUnderWay Begin(TakeGroup step, CancellationToken token)
    {
        // What thaws first is asked for first, and so done first.
        var members = step.Members.Reverse().ToDictionary(m => m.Instance,
            async m => await FailureAsync(m, token) is { } why ? $"{words[m.Instance]}: {why}" : null);
        return new SnapshotsUnderWay([.. step.Members.Select(m => m.Instance)], members, [.. step.Volumes.Select(v => Volumes.TakeAsync(v, token))]);
    }

    /// <summary>Writes the marks of the set into all descriptions.</summary>
    /// <param name="frozen">For how long; null: nothing was, or nobody saw the end.</param>
    public async Task<SetTimes> MarkAsync(string name, SnapshotGroup set, string text, TimeSpan? frozen, CancellationToken token)
    {
        var dates = await EachAsync(set.Members, async at =>
            (await FindAsync(at, name, token) ?? throw new StepFailedException($"{words[at]}/{name} is gone again")).CreatedAt);
        var ofVolumes = await Volumes.DatesAsync(name, set.Volumes, token);
        ImmutableArray<DateTimeOffset> all = [.. dates, .. ofVolumes];
        var times = new SetTimes(frozen is { } lasted ? Milliseconds(lasted) : null, Milliseconds(all.Max() - all.Min()));
        await Volumes.DescribeAsync(name, set, text, times, ofVolumes, token); // the members name them: they are marked last
        await EachAsync(set.Members.Select((at, i) => (At: at, Date: dates[i])), async member =>
        {
            var note = times.In(SnapshotNote.Empty with
            {
                Text = text, Trailers = Trailers(set, member.At, member.Date),
            });
            await SnapshotTaker.SetDescriptionAsync(serverOf(member.At), member.At, name, note.Format(), token);
            return true;
        });
        return times;
    }

    private static ImmutableSortedDictionary<string, string> Trailers(SnapshotGroup set, InstanceAddress at, DateTimeOffset date)
    {
        var trailers = Maps.Text.Add(SnapshotGroup.Trailer, set.Format(date, at));
        return set.Volumes.IsEmpty ? trailers : trailers.Add(SnapshotGroup.VolumesTrailer, set.FormatVolumes(at));
    }

    private static long Milliseconds(TimeSpan span) => (long)Math.Round(span.TotalMilliseconds);

    /// <summary>Whether every member bears the marks of the set already.</summary>
    public async Task<bool> AreMarkedAsync(TakingSet set, CancellationToken token)
    {
        foreach (var member in set.Members)
            if (!(await DescriptionsAsync(member.Instance, token)).GetValueOrDefault(set.Snapshot, "").Contains(set.SetId, StringComparison.Ordinal))
                return false;
        return await Volumes.AreMarkedAsync(set, token);
    }

    /// <summary>Removes what is there of a set that did not become whole.</summary>
    /// <param name="since">What time it was at a member's server before the set was begun.</param>
    public async Task<Removal> RemoveAsync(
        string name, string setId, IEnumerable<(InstanceAddress At, DateTimeOffset Since)> members,
        ImmutableArray<VolumeMember> volumes, bool isDry = false)
    {
        using var limit = new CancellationTokenSource(s_tidying, time);
        var ends = await EachAsync(members.Where(m => !_foreign.Contains(m.At)), async member =>
        {
            try
            {
                return new RemovalEnd(member.At, await RemoveAsync(member.At, name, setId, member.Since, isDry, limit.Token), null);
            }
            catch (Exception e) when (e is IncusException or OperationCanceledException or StepFailedException)
            {
                return new RemovalEnd(member.At, false, e is OperationCanceledException ? "the server did not answer in time" : serverOf(member.At).Tell(member.At, e));
            }
        });
        var others = await Volumes.RemoveAsync(name, setId, volumes, isDry, limit.Token);
        return new Removal([.. ends.Where(e => e.IsGone).Select(e => $"{words[e.At]}/{name}"), .. others.Removed],
            [.. ends.Where(e => e.Failure is not null).Select(e => $"{words[e.At]}/{name} may be left: {e.Failure}"), .. others.Left]);
    }

    /// <summary>Null: there is none that was made by the work that began then.</summary>
    public async Task<InstanceSnapshot?> OwnAsync(InstanceAddress at, string name, string setId, DateTimeOffset since, CancellationToken token)
    {
        if (await FindAsync(at, name, token) is not { } found || !SetClaim.MayBe(found.CreatedAt, since))
            return null;
        var text = (await DescriptionsAsync(at, token)).GetValueOrDefault(name, "");
        return SetClaim.Is(new ObservedSnapshot { Name = name, CreatedAt = found.CreatedAt, Description = text }, at, setId, since) ? found : null;
    }

    private async Task<bool> RemoveAsync(
        InstanceAddress at, string name, string setId, DateTimeOffset since, bool isDry, CancellationToken token)
    {
        var server = serverOf(at);
        await server.Watch.AwaitAsync(token);
        await SnapshotDoubt.AwaitEndAsync(server.Client, at, null, token); // its creation may still be under way
        if (await OwnAsync(at, name, setId, since, token) is null)
            return false;
        if (!isDry)
            await server.DeleteSnapshotAsync(at, name, token);
        return true;
    }

    /// <summary>Null: it is taken.</summary>
    private async Task<string?> FailureAsync(CreateSnapshot member, CancellationToken token)
    {
        var (at, server) = (member.Instance, serverOf(member.Instance));
        var process = server.Watch.Process;
        var create = NewSnapshot.Request(member.Name, member.Expires, server.Now) with { Stateful = member.Stateful, IsAtOnce = true };
        for (var attempt = 1; ; attempt++)
        {
            string? operation = null;
            try
            {
                await server.Client.Snapshots.CreateAsync(at.Project, at.Name, create, id =>
                {
                    operation = id;
                    return ValueTask.CompletedTask;
                }, token);
                return null;
            }
            catch (IncusException e) when (ServerWatch.IsUnsure(e.Kind) || e.Kind == IncusErrorKind.Unreachable)
            {
                try
                {
                    if (await HoldsAsync(server, member, process, operation, token))
                        return null;
                }
                catch (Exception again) when (again is IncusException or StepFailedException)
                {
                    return server.Tell(at, again);
                }

                if (attempt == Attempts)
                    return server.Tell(at, e);
            }
            catch (IncusException e)
            {
                if (e.Kind == IncusErrorKind.Conflict)
                    lock (_foreign)
                        _foreign.Add(at);
                return server.Tell(at, e);
            }
            catch (OperationCanceledException)
            {
                return "interrupted"; // the caller tells it
            }
        }
    }

    /// <summary>
    /// Whether it was taken although the answer got lost. A daemon that was restarted meanwhile may list it without data,
    /// and froze and thawed as it liked: then nothing of the set is to be trusted.
    /// </summary>
    private async Task<bool> HoldsAsync(
        RunServer server, CreateSnapshot member, int process, string? operation, CancellationToken token)
    {
        await server.Watch.AwaitAsync(token);
        if (process != 0 && !server.IsStill(process))
            throw new StepFailedException(server.Observed.IsClustered
                ? "its answer was lost, and the cluster member may have been restarted" : "the server was restarted meanwhile");
        await SnapshotDoubt.AwaitEndAsync(server.Client, member.Instance, operation, token);
        return await FindAsync(member.Instance, member.Name, token) is not null;
    }

    private Task<InstanceSnapshot?> FindAsync(InstanceAddress at, string name, CancellationToken token) =>
        serverOf(at).Client.Snapshots.TryGetAsync(at.Project, at.Name, name, token);

    private async Task<IReadOnlyDictionary<string, string>> DescriptionsAsync(InstanceAddress at, CancellationToken token)
    {
        var server = serverOf(at);
        var home = await server.HomeAsync(at, token);
        return await server.Client.Volumes.SnapshotDescriptionsAsync(at.Project, home.Pool, home.Type, at.Name, token);
    }

    private static async Task<ImmutableArray<TOut>> EachAsync<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, Task<TOut>> work) =>
        [.. await Task.WhenAll(items.Select(work))];
}

/// <summary>The snapshots of a set, each with why it failed, null if it did not; none of the tasks throws.</summary>
/// <param name="Order">The members as they were listed.</param>
internal sealed record SnapshotsUnderWay(
    ImmutableArray<InstanceAddress> Order, IReadOnlyDictionary<InstanceAddress, Task<string?>> Members, ImmutableArray<Task<string?>> Volumes)
{
    /// <summary>Once a member may go on: nothing it writes then gets into the set.</summary>
    public Task AwaitAsync(InstanceAddress member) => Task.WhenAll([Members[member], .. Volumes]);

    /// <summary>Once all ended; tells of all that failed.</summary>
    public async Task AwaitAsync(CancellationToken token)
    {
        var ends = await Task.WhenAll([.. Order.Select(at => Members[at]), .. Volumes]);
        token.ThrowIfCancellationRequested();
        if (ends.OfType<string>().ToList() is { Count: > 0 } failures)
            throw new StepFailedException(string.Join("; ", failures));
    }
}

/// <param name="Failure">Null: none.</param>
internal readonly record struct RemovalEnd(InstanceAddress At, bool IsGone, string? Failure);

/// <param name="Removed">As <c>instance/snapshot</c>.</param>
/// <param name="Left">What may still be there, with the reason.</param>
internal sealed record Removal(ImmutableArray<string> Removed, ImmutableArray<string> Left);
