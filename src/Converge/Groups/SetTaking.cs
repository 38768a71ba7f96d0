using System.Collections.Immutable;
using System.Globalization;
using Brine.Converge.Journal;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;

namespace Brine.Converge.Groups;

/// <summary>
/// Takes a set, whole or not at all: commands, freeze in order, snapshots at once, thaw in the reverse order, each as soon
/// as it may and whatever happened, marks, commands. What a failure leaves is removed; what a kill leaves is in the journal.
/// </summary>
internal sealed class SetTaking(RunJournal journal, Func<InstanceAddress, RunServer> serverOf, TimeProvider time)
{
    private static readonly TimeSpan s_tidying = TimeSpan.FromMinutes(1);

    public async Task<StepResult> RunAsync(TakeGroup step, CancellationToken token)
    {
        var looks = await Task.WhenAll(step.Members.Select(m => LookAsync(m, token)));
        var words = MemberWords.Of(step.Members.Select(m => m.Instance));
        var notes = ImmutableArray.CreateBuilder<string>();
        var commands = new MemberCommands(serverOf, words, notes);
        await commands.CheckAsync(step.Before.Concat(step.After), token);
        var snapshots = new MemberSnapshots(serverOf, words, time);
        var record = Record(step, [.. looks]) with
        {
            Volumes = [.. await Task.WhenAll(step.Volumes.Select(v => snapshots.Volumes.LookAsync(v, token)))],
        };
        journal.Begin([record]);
        return await RunAsync(step, record, words, snapshots, commands, notes, token);
    }

    private async Task<StepResult> RunAsync(
        TakeGroup step, TakingSet record, MemberWords words, MemberSnapshots snapshots, MemberCommands commands,
        ImmutableArray<string>.Builder notes, CancellationToken token)
    {
        var freezing = new MemberFreezing(serverOf, words, time);
        var taken = new SetTaken(record.Instance, "", 0, record.At, record.SetId, record.Snapshot);
        string? failure = null;
        Task<ImmutableArray<string>>? thawing = null;
        try
        {
            await commands.RunAsync("before", step.Before, goOn: false, token);
            if (step.Freeze)
                await freezing.FreezeAsync(record.Members.Where(m => m.StatusBefore == "Running").Select(m => m.Instance), token);
            var underWay = snapshots.Begin(step, token);
            thawing = freezing.ThawAsync(underWay.AwaitAsync);
            await underWay.AwaitAsync(token);
            journal.Begin([taken], isPatient: false);
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            failure = e is OperationCanceledException ? "the run was interrupted" : ErrorText.Of(e);
        }

        var frozen = await (thawing ?? freezing.ThawAsync(_ => Task.CompletedTask));
        SetTimes? times = null;
        if (failure is null)
            (times, failure) = await MarkAsync(step, record, snapshots, freezing.Lasted);
        var removal = failure is null ? new Removal([], [])
            : await snapshots.RemoveAsync(record.Snapshot, record.SetId, record.Members.Select(m => (m.Instance, m.At)), record.Volumes);
        var afterwards = await AfterAsync(step, commands);
        if (frozen.IsEmpty && removal.Left.IsEmpty)
        {
            journal.Done(taken);
            journal.Done(record);
        }

        if (failure is null && frozen.IsEmpty && afterwards is null)
            return StepResult.Noting(notes.ToImmutable()) with { Said = ": " + times };
        throw new StepFailedException(Failure(failure, removal, frozen, afterwards))
        {
            // A whole set that could be taken is worth keeping, whatever failed behind it.
            Done = failure is null ? step.Changes : [],
            Notes = notes.ToImmutable(),
        };
    }

    private static string Failure(string? failure, Removal removal, ImmutableArray<string> frozen, string? afterwards)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        said.Add(failure ?? "the set was taken whole and is kept");
        if (!removal.Removed.IsEmpty)
            said.Add(string.Join(", ", removal.Removed) + (removal.Removed.Length == 1 ? " was" : " were") + " removed again");
        said.AddRange(removal.Left);
        said.AddRange(frozen);
        if (afterwards is not null)
            said.Add(afterwards);
        if (!frozen.IsEmpty || !removal.Left.IsEmpty)
            said.Add("the next command, or 'brine recover', tries again");
        return string.Join("; ", said);
    }

    /// <summary>Not the run's token: a set that is there is worth its marks, also after a second Ctrl-C.</summary>
    private async Task<(SetTimes? Times, string? Failure)> MarkAsync(
        TakeGroup step, TakingSet record, MemberSnapshots snapshots, TimeSpan? frozen)
    {
        using var limit = new CancellationTokenSource(s_tidying, time);
        try
        {
            return (await snapshots.MarkAsync(record.Snapshot, record.Set, step.Members[0].Description, frozen, limit.Token), null);
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            return (null, "the snapshots could not be marked as a set: " + ErrorText.Of(e));
        }
    }

    /// <summary>Once <c>before</c> may have run, and whatever happened since.</summary>
    private async Task<string?> AfterAsync(TakeGroup step, MemberCommands commands)
    {
        if (step.After.IsEmpty)
            return null;
        using var limit = new CancellationTokenSource(step.After.Aggregate(s_tidying, (sum, c) => sum + c.Timeout), time);
        try
        {
            await commands.RunAsync("after", step.After, goOn: true, limit.Token);
            return null;
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            return ErrorText.Of(e);
        }
    }

    /// <summary>The second look at a member, before the first of them is touched.</summary>
    private async Task<SetMember> LookAsync(CreateSnapshot member, CancellationToken token)
    {
        var (at, server) = (member.Instance, serverOf(member.Instance));
        var instance = await server.Client.Instances.GetAsync(at.Project, at.Name, token);
        if ((instance.Snapshots ?? []).Any(s => s.Name == member.Name))
            throw new StepFailedException($"{at} has a snapshot {member.Name} now; plan again");
        if (instance.Status is not ("Running" or "Stopped" or "Frozen"))
            throw new StepFailedException($"{at} is {instance.Status}; see incus info {at.Name} --show-log");
        return new SetMember(at, instance.Status, server.Watch.Process, await server.IdentityAsync(token), server.Now);
    }

    private static TakingSet Record(TakeGroup step, ImmutableArray<SetMember> members)
    {
        var first = members[0];
        var id = string.Create(CultureInfo.InvariantCulture, $"{step.Name}@{first.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
        return new TakingSet(first.Instance, first.StatusBefore, first.ServerProcess, first.At, id, step.Name, members, step.Freeze,
            SnapshotNote.Parse(step.Members[0].Description).Text, step.After);
    }
}
