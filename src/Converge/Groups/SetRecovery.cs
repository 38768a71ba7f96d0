using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Converge.Groups;

/// <summary>
/// Puts right what runs that were killed left of sets: thaws what they froze, removes a set in parts or finishes one that
/// is whole, carries deletions to their end, and runs what was to be run behind.
/// </summary>
internal sealed class SetRecovery(ServerSet servers, RunJournal journal)
{
    private readonly ConcurrentDictionary<string, RunServer> _reached = new(StringComparer.Ordinal);

    public async Task<ImmutableArray<Recovered>> RunAsync(List<SetInterruption> work, bool isDry, CancellationToken token)
    {
        var found = ImmutableArray.CreateBuilder<Recovered>();
        foreach (var cut in work.Where(w => w is not SetTaken))
        {
            var isTaken = work.Exists(w => w is SetTaken && w.SetId == cut.SetId && w.At == cut.At);
            if (await OneAsync(cut, isTaken, isDry, token) is not { } one)
                continue;
            found.Add(one);
            if (isDry || !one.Left.IsEmpty)
                continue;
            journal.Settle(cut);
            foreach (var taken in work.Where(w => w is SetTaken && w.SetId == cut.SetId && w.At == cut.At))
                journal.Settle(taken);
        }

        return found.ToImmutable();
    }

    /// <summary>Null: it is of servers that are not those of this run.</summary>
    private async Task<Recovered?> OneAsync(SetInterruption cut, bool isTaken, bool isDry, CancellationToken token)
    {
        var members = cut is TakingSet taking ? taking.Members : ((DeletingSet)cut).Members;
        var left = ImmutableArray.CreateBuilder<string>();
        var reached = new List<SetMember>();
        foreach (var member in members)
            switch (await ReachAsync(member, token))
            {
                case null:
                    reached.Add(member);
                    break;
                case "":
                    break;
                case var why:
                    left.Add($"{WordsOf(members)[member.Instance]} could not be looked after: {why}");
                    break;
            }

        if (reached.Count == 0)
            return left.Count == 0 ? null : new Recovered(cut, [], left.ToImmutable());
        if (reached.Count + left.Count < members.Length)
            left.Add("other members are on servers that this run does not know");
        var done = ImmutableArray.CreateBuilder<string>();
        try
        {
            await PutRightAsync(cut, reached, isTaken, isDry, done, left, token);
        }
        catch (Exception e) when (e is IncusException or StepFailedException)
        {
            left.Add(e.Message);
        }

        return new Recovered(cut, done.ToImmutable(), left.ToImmutable());
    }

    private async Task PutRightAsync(
        SetInterruption cut, List<SetMember> reached, bool isTaken, bool isDry,
        ImmutableArray<string>.Builder done, ImmutableArray<string>.Builder left, CancellationToken token)
    {
        foreach (var remote in reached.GroupBy(m => m.Instance.Remote))
            await UnfinishedWork.AwaitAsync(ServerOf(remote.First().Instance).Client, remote.Select(m => m.Instance).ToHashSet(), token);
        if (cut is TakingSet set)
            await TakingAsync(set, reached, isTaken, isDry, done, left, token);
        else
            await DeletingAsync((DeletingSet)cut, reached, isDry, done, left, token);
    }

    private async Task TakingAsync(
        TakingSet set, List<SetMember> reached, bool isTaken, bool isDry,
        ImmutableArray<string>.Builder done, ImmutableArray<string>.Builder left, CancellationToken token)
    {
        var words = WordsOf(set.Members);
        var snapshots = new MemberSnapshots(ServerOf, words, servers.Time);
        var frozen = new List<SetMember>();
        foreach (var member in set.Freeze ? reached.Where(m => m.StatusBefore == "Running") : [])
            try
            {
                if (await IsFrozenAsync(member, token))
                    frozen.Add(member);
            }
            catch (IncusException e)
            {
                // The others are not left frozen for it.
                left.Add($"{words[member.Instance]} could not be looked after: {e.Message}");
            }

        var all = left.Count == 0;
        foreach (var volume in all ? set.Volumes : [])
            await snapshots.Volumes.AwaitEndAsync(volume.Volume, token);
        var isWhole = all && await IsWholeAsync(set, snapshots, isTaken, frozen.Count, token);
        foreach (var member in Enumerable.Reverse(frozen))
        {
            if (isDry || await MemberFreezing.FailureAsync(ServerOf(member.Instance), member.Instance, null, token) is not { } why)
                done.Add($"thawed {words[member.Instance]}");
            else
                left.Add($"{words[member.Instance]} is still frozen: {why}");
        }

        if (isWhole)
            await FinishAsync(set, snapshots, isDry, done, left, token);
        else if (all) // with a member that was not looked at, nobody knows whether the set is whole
        {
            var removal = await snapshots.RemoveAsync(set.Snapshot, set.SetId, reached.Select(m => (m.Instance, m.At)), set.Volumes, isDry);
            done.AddRange(removal.Removed.Select(r => $"removed {r}"));
            left.AddRange(removal.Left);
        }

        if (left.Count == 0)
            await AfterAsync(set, isDry, done, left);
    }

    /// <summary>
    /// Every member has the snapshot, with data, and none ran between the first and the last: either the run wrote that
    /// down, or all are frozen still.
    /// </summary>
    private async Task<bool> IsWholeAsync(TakingSet set, MemberSnapshots snapshots, bool isTaken, int frozen, CancellationToken token)
    {
        foreach (var member in set.Members)
            if (await snapshots.OwnAsync(member.Instance, set.Snapshot, set.SetId, member.At, token) is null)
                return false;
        foreach (var volume in set.Volumes)
            if (await snapshots.Volumes.OwnAsync(volume, set.Snapshot, set.SetId, token) is null)
                return false;
        return isTaken || (set.Members.All(m => ServerOf(m.Instance).IsStill(m.ServerProcess))
            && (!set.Freeze || frozen == set.Members.Count(m => m.StatusBefore == "Running")));
    }

    private static async Task FinishAsync(
        TakingSet set, MemberSnapshots snapshots, bool isDry, ImmutableArray<string>.Builder done,
        ImmutableArray<string>.Builder left, CancellationToken token)
    {
        try
        {
            if (!isDry && !await snapshots.AreMarkedAsync(set, token))
                await snapshots.MarkAsync(set.Snapshot, set.Set, set.Text, null, token);
            done.Add($"kept the set {set.Snapshot} of {WordsOf(set.Members).List(set.Set.Members)}: it is whole");
        }
        catch (Exception e) when (e is IncusException or StepFailedException)
        {
            left.Add($"the set {set.Snapshot} is whole, but could not be marked as one: {ErrorText.Of(e)}");
        }
    }

    private async Task AfterAsync(
        TakingSet set, bool isDry, ImmutableArray<string>.Builder done, ImmutableArray<string>.Builder left)
    {
        if (set.After.IsEmpty)
            return;
        done.Add("ran 'after' in " + WordsOf(set.Members).List(set.After.Select(a => a.Instance).Distinct()));
        if (isDry)
            return;
        using var limit = new CancellationTokenSource(set.After.Aggregate(TimeSpan.FromMinutes(1), (sum, c) => sum + c.Timeout), servers.Time);
        try
        {
            await new MemberCommands(ServerOf, WordsOf(set.Members), done).RunAsync("after", set.After, goOn: true, limit.Token);
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            done.Add(ErrorText.Of(e)); // told once: nobody knows how far it got before
        }
    }

    private async Task DeletingAsync(
        DeletingSet set, List<SetMember> reached, bool isDry, ImmutableArray<string>.Builder done,
        ImmutableArray<string>.Builder left, CancellationToken token)
    {
        var words = WordsOf(set.Members);
        var volumes = new MemberVolumes(ServerOf, words);
        foreach (var volume in set.Volumes.Where(v => reached.Exists(m => m.Instance.Remote == v.Volume.Remote)))
        {
            var word = words.Snapshot(volume.Volume, set.Snapshot);
            if (!await volumes.IsThereAsync(volume, set.Snapshot, token))
                continue;
            if (isDry || await volumes.DeleteFailureAsync(volume, set.Snapshot, token) is not { } why)
                done.Add($"removed {word}");
            else
                left.Add($"{word}: {why}");
        }

        foreach (var member in reached)
        {
            var server = ServerOf(member.Instance);
            var (at, name) = (member.Instance, set.Snapshot);
            try
            {
                if (await server.Client.Snapshots.TryGetAsync(at.Project, at.Name, name, token) is not { } found || found.CreatedAt != member.CreatedAt)
                    continue;
            }
            catch (IncusException e)
            {
                left.Add($"{words[at]}/{name}: {ErrorText.Of(e)}");
                continue;
            }

            if (isDry || await SetDeleting.FailureAsync(server, name, member, token) is not { } why)
                done.Add($"removed {words[at]}/{name}");
            else
                left.Add($"{words[at]}/{name}: {why}");
        }
    }

    /// <summary>Null: it can be looked after. Empty: it is on another server than the one of that name now.</summary>
    private async Task<string?> ReachAsync(SetMember member, CancellationToken token)
    {
        var remote = member.Instance.Remote;
        try
        {
            if (!_reached.TryGetValue(remote, out var server))
                _reached[remote] = server = await RunServer.ReachAsync(servers, remote, token);

            return await server.IdentityAsync(token) == member.Server ? null : "";
        }
        catch (RemoteException)
        {
            return "";
        }
        catch (IncusException e)
        {
            return e.Message;
        }
    }

    private async Task<bool> IsFrozenAsync(SetMember member, CancellationToken token)
    {
        try
        {
            return ObservedInstance.MeansFrozen(await Power.StatusAsync(ServerOf(member.Instance), member.Instance, token));
        }
        catch (IncusException e) when (e.Missing is MissingThing.Instance or MissingThing.Project)
        {
            return false;
        }
    }

    private static MemberWords WordsOf(IEnumerable<SetMember> members) => MemberWords.Of(members.Select(m => m.Instance));

    private RunServer ServerOf(InstanceAddress at) => _reached[at.Remote];
}
