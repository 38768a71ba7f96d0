using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;

namespace Brine.Converge.Groups;

/// <summary>
/// Deletes a set, side by side. Nothing brings a deleted snapshot back, so a run that is killed in between is carried to
/// its end by the next.
/// </summary>
internal sealed class SetDeleting(RunJournal journal, Func<InstanceAddress, RunServer> serverOf)
{
    public async Task<StepResult> RunAsync(DeleteGroup step, CancellationToken token)
    {
        var members = await Task.WhenAll(step.Members.Select(m => LookAsync(m, token)));
        var present = members.OfType<SetMember>().ToImmutableArray();
        if (present.IsEmpty)
            return StepResult.Plain;
        var words = MemberWords.Of(step.Members.Select(m => m.Instance));
        var volumes = new MemberVolumes(serverOf, words);
        var attached = (await Task.WhenAll(step.Volumes.Select(v => volumes.LookAsync(v, token)))).OfType<VolumeMember>().ToImmutableArray();
        var first = present[0];
        var record = new DeletingSet(first.Instance, first.StatusBefore, first.ServerProcess, first.At, step.Name, step.Name, present) { Volumes = attached };
        journal.Begin([record]);
        // The volumes first: the members say which they are, so that what is left can be found again.
        var ends = await Task.WhenAll(attached.Select(async v =>
            (Word: words.Snapshot(v.Volume, step.Name), Failure: await volumes.DeleteFailureAsync(v, step.Name, token))));
        if (ends.All(e => e.Failure is null))
            ends = [.. ends, .. await Task.WhenAll(present.Select(async m =>
                (Word: $"{words[m.Instance]}/{step.Name}", Failure: await FailureAsync(serverOf(m.Instance), step.Name, m, token))))];
        if (ends.Where(e => e.Failure is not null).ToList() is not { Count: > 0 } failed)
        {
            journal.Done(record);
            return StepResult.Plain;
        }

        if (!token.IsCancellationRequested)
            journal.Done(record); // told: whoever declared it tries again
        var done = ends.Where(e => e.Failure is null).Select(e => e.Word).ToList();
        throw new StepFailedException(string.Join("; ", failed.Select(f => $"{f.Word}: {f.Failure}")))
        {
            Done = done.Count == 0 ? [] : [new Change(["snapshots"], ChangeValue.Of(done), ChangeValue.Nothing)],
        };
    }

    /// <summary>Null: it is deleted.</summary>
    public static async Task<string?> FailureAsync(RunServer server, string name, SetMember member, CancellationToken token)
    {
        var at = member.Instance;
        try
        {
            if (await server.Client.Snapshots.TryGetAsync(at.Project, at.Name, name, token) is not { } found || found.CreatedAt != member.CreatedAt)
                return null; // gone, or another one since
            await server.DeleteSnapshotAsync(at, name, token);
            return null;
        }
        catch (IncusException e) when (e.Missing is MissingThing.Snapshot or MissingThing.Instance)
        {
            return null;
        }
        catch (IncusException e)
        {
            return server.Tell(at, e);
        }
        catch (OperationCanceledException)
        {
            return "interrupted while the server was at it";
        }
    }

    /// <summary>Null: it is gone already.</summary>
    private async Task<SetMember?> LookAsync(DeleteSnapshot member, CancellationToken token)
    {
        var (at, server) = (member.Instance, serverOf(member.Instance));
        if (await server.Client.Snapshots.TryGetAsync(at.Project, at.Name, member.Name, token) is not { } found)
            return null;
        SnapshotCheck.Same(found, member.CreatedAt, server.HasMade(at, member.Name));
        return new SetMember(at, "", server.Watch.Process, await server.IdentityAsync(token), server.Now, found.CreatedAt);
    }
}
