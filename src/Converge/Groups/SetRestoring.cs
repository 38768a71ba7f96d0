using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;

namespace Brine.Converge.Groups;

/// <summary>
/// Restores the members of a set side by side. When one fails, the others go back to their safety snapshots, so that
/// members of two moments do not meet; where that cannot be, it is told precisely.
/// </summary>
internal sealed class SetRestoring(
    RunJournal journal, SnapshotTaker taker, JournalPlan records, Func<InstanceAddress, RunServer> serverOf)
{
    public async Task<StepResult> RunAsync(RestoreGroup step, CancellationToken token)
    {
        var words = MemberWords.Of(step.Members.Select(m => m.Instance));
        await Task.WhenAll(step.Members.Select(m => LookAsync(m, words, token)));
        var volumes = new SetVolumeRestoring(serverOf, words);
        await volumes.LookAsync(step.Volumes, token);
        var record = Record(step);
        journal.Begin([record]);
        // First, for Incus refuses them rather than the members.
        if (await volumes.FailureAsync(step.Volumes, token) is { } hindrance)
        {
            if (!token.IsCancellationRequested)
                journal.Done(record);
            throw new StepFailedException(hindrance.Text + "; no member was restored") { Done = hindrance.Done };
        }

        var ends = await Task.WhenAll(step.Members.Select(m => RestoreAsync(m, token)));
        var notes = ends.SelectMany(e => e.Notes.Select(n => $"{words[e.Member.Instance]}: {n}")).ToImmutableArray();
        if (ends.All(e => e.Failure is null))
        {
            journal.Done(record);
            return new StepResult(Safeties(ends, words), notes);
        }

        var said = ends.Where(e => e.Failure is not null).Select(e => $"{words[e.Member.Instance]}: {e.Failure}").ToList();
        var restored = ends.Where(e => e.Failure is null).ToList();
        var back = new HashSet<InstanceAddress>();
        // One that failed may be restored in part.
        foreach (var end in ends.Where(e => e.Failure is null || e.Safety is not null))
        {
            var failure = await BackFailureAsync(end);
            said.Add(failure is null ? $"{words[end.Member.Instance]} was put back from {end.Safety}"
                : end.Failure is null ? $"{words[end.Member.Instance]} stays restored to {step.Name}: {failure}"
                : $"{words[end.Member.Instance]}: {failure}");
            if (failure is null)
                back.Add(end.Member.Instance);
        }

        if (!token.IsCancellationRequested)
            journal.Done(record); // seen to its end: what is not as it should be is told
        if (restored.Count == 0)
            said.Add("no member was restored");
        if (!step.Volumes.IsEmpty)
            said.Add(SetVolumeRestoring.Staying([.. step.Volumes.Select(v => words[v.Volume])], step.Name));
        var stay = restored.Where(e => !back.Contains(e.Member.Instance)).Select(e => $"{words[e.Member.Instance]}/{step.Name}")
            .Concat(step.Volumes.Select(v => words.Snapshot(v.Volume, step.Name))).ToList();
        throw new StepFailedException(string.Join("; ", said))
        {
            Done = [.. Safeties(ends, words), .. stay.Count == 0 ? [] : new[] { new Change(["restored"], ChangeValue.Of("current state"), ChangeValue.Of(stay)) }],
            Notes = notes,
        };
    }

    private RestoringSet Record(RestoreGroup step)
    {
        var (first, server) = (step.Members[0], serverOf(step.Members[0].Instance));
        return new RestoringSet(first.Instance, first.StatusBefore, server.Watch.Process, server.Now, step.Name,
            [.. step.Members.Select(m => m.Instance)]);
    }

    private static ImmutableArray<Change> Safeties(IEnumerable<MemberEnd> ends, MemberWords words) =>
        ends.Where(e => e.Taken is not null).Select(e => $"{words[e.Member.Instance]}/{e.Taken}").ToList() is { Count: > 0 } taken
            ? [new Change(["safety_snapshots"], ChangeValue.Nothing, ChangeValue.Of(taken))] : [];

    /// <summary>The second look at a member, before the first of them is touched.</summary>
    private async Task LookAsync(RestoreSnapshot member, MemberWords words, CancellationToken token)
    {
        var (at, server) = (member.Instance, serverOf(member.Instance));
        var now = await server.Client.Instances.GetAsync(at.Project, at.Name, token);
        try
        {
            SnapshotCheck.Same(now, member.Name, member.CreatedAt, server.HasMade(at, member.Name));
        }
        catch (StepFailedException e)
        {
            throw new StepFailedException($"{words[at]}: {e.Message}; nothing was touched", e);
        }
    }

    private async Task<MemberEnd> RestoreAsync(RestoreSnapshot member, CancellationToken token)
    {
        try
        {
            var result = await Runner.RunAsync(serverOf(member.Instance), member, records.CutOff(member.Instance), token);
            return new MemberEnd(member, null, Safety(result.MoreChanges), result.Notes);
        }
        catch (IncusException e)
        {
            return new MemberEnd(member, serverOf(member.Instance).Tell(member.Instance, e), null, []);
        }
        catch (StepFailedException e)
        {
            return new MemberEnd(member, e.Message, Safety(e.Done), e.Notes);
        }
        catch (OperationCanceledException)
        {
            return new MemberEnd(member, "interrupted while the server was at it", null, []);
        }
    }

    /// <summary>Null: it is as it was before this run. Not the run's token: what was begun together ends together.</summary>
    private async Task<string?> BackFailureAsync(MemberEnd end)
    {
        if (end.Safety is not { } safety)
            return "no safety snapshot was taken of it (safety: true takes one on every pool where it does not block the restore)";
        var (at, server) = (end.Member.Instance, serverOf(end.Member.Instance));
        var step = new RestoreSnapshot(at, safety, null, false, end.Member.DiskOnly, null, false, null, end.Member.StatusBefore);
        try
        {
            await Runner.RunAsync(server, step, [], CancellationToken.None);
            return null;
        }
        catch (Exception e) when (e is IncusException or StepFailedException)
        {
            return $"it could not be put back from {safety}: {server.Tell(at, e)}";
        }
    }

    private RestoreRunner Runner => new(journal, taker);

    private static string? Safety(ImmutableArray<Change> changes) =>
        changes.FirstOrDefault(c => c.Path is ["safety_snapshot"])?.New is ChangeValue.Text name ? name.Value : null;

    /// <param name="Failure">Null: it is restored.</param>
    /// <param name="Taken">The safety snapshot that was taken now.</param>
    private sealed record MemberEnd(RestoreSnapshot Member, string? Failure, string? Taken, ImmutableArray<string> Notes)
    {
        public string? Safety => Taken ?? Member.ExistingSafetySnapshot;
    }
}
