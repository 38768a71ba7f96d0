using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;

namespace Brine.Converge.Drills;

/// <summary>Removes the clones that drills of killed runs left.</summary>
internal sealed class DrillRecovery(ServerSet servers, RunJournal journal)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    public async Task<ImmutableArray<Recovered>> RunAsync(List<DrillInterruption> work, bool isDry, CancellationToken token)
    {
        var found = ImmutableArray.CreateBuilder<Recovered>();
        foreach (var cut in work)
        {
            if (await OneAsync(cut, isDry, token) is not { } one)
                continue;
            found.Add(one);
            if (!isDry && one.Left.IsEmpty)
                journal.Settle(cut);
        }

        return found.ToImmutable();
    }

    /// <summary>Null: it is of a server that is none of this run.</summary>
    private async Task<Recovered?> OneAsync(DrillInterruption cut, bool isDry, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(s_longest, servers.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            var server = await RunServer.ReachAsync(servers, cut.Instance.Remote, either.Token);
            if (await server.IdentityAsync(either.Token) != cut.Server)
                return null;
            var clone = new DrillClone(server, cut);
            var isThere = await clone.IsThereAsync(either.Token);
            if (isThere && !isDry && await clone.RemoveAsync(either.Token) is { } left)
                return new Recovered(cut, [], [left]);
            return new Recovered(cut, isThere ? [$"removed the clone {cut.Throwaway}"] : [], []);
        }
        catch (RemoteException)
        {
            return null;
        }
        catch (IncusException e) when (e.Missing == MissingThing.Project)
        {
            return new Recovered(cut, [], []); // and all that was in it
        }
        catch (IncusException e)
        {
            return new Recovered(cut, [], [$"the clone {cut.Throwaway} could not be looked after: {e.Message}"]);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new Recovered(cut, [], [$"the clone {cut.Throwaway} could not be looked after in time"]);
        }
    }
}
