using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Incus.Storage;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Converge.Groups;

/// <summary>The custom volumes of a set: their snapshots are taken, marked and removed with those of the members.</summary>
internal sealed class MemberVolumes(Func<InstanceAddress, RunServer> serverOf, MemberWords words)
{
    /// <summary>Whose snapshot is somebody else's: the name was taken in the very moment.</summary>
    private readonly ConcurrentDictionary<VolumeAddress, bool> _foreign = new();

    /// <summary>The second look at a volume, before the first member is touched.</summary>
    public async Task<VolumeMember> LookAsync(CreateVolumeSnapshot step, CancellationToken token)
    {
        var at = step.Volume;
        var server = ServerOf(at);
        if ((await SnapshotsAsync(at, token)).Any(s => s.Name == step.Name))
            throw new StepFailedException($"volume {words[at]} has a snapshot {step.Name} now; plan again");
        return new VolumeMember(at, server.Now);
    }

    /// <summary>Why it was not taken, with its volume; null: it is there. Never throws what a server says.</summary>
    public async Task<string?> TakeAsync(CreateVolumeSnapshot step, CancellationToken token)
    {
        var (at, server) = (step.Volume, ServerOf(step.Volume));
        var process = server.Watch.Process;
        var create = NewSnapshot.Request(step.Name, step.Expires, server.Now) with { IsAtOnce = true };
        try
        {
            await server.Client.CustomVolumes.CreateSnapshotAsync(at.Project, at.Pool, at.Name, create, token);
            return null;
        }
        catch (IncusException e) when (ServerWatch.IsUnsure(e.Kind) || e.Kind == IncusErrorKind.Unreachable)
        {
            return await IsTakenAsync(server, step, process, token) ? null : $"volume {words[at]}: {ErrorText.Of(e)}";
        }
        catch (IncusException e)
        {
            if (e.Kind == IncusErrorKind.Conflict)
                _foreign[at] = true;
            return $"volume {words[at]}: {ErrorText.Of(e)}";
        }
        catch (OperationCanceledException)
        {
            return "interrupted"; // the caller tells it
        }
    }

    /// <summary>When each was taken, by its server's clock.</summary>
    public async Task<ImmutableArray<DateTimeOffset>> DatesAsync(string name, IEnumerable<VolumeAddress> volumes, CancellationToken token) =>
        [.. await Task.WhenAll(volumes.Select(async at => (await FindAsync(at, name, token)
            ?? throw new StepFailedException($"{words.Snapshot(at, name)} is gone again")).CreatedAt))];

    /// <summary>Writes the marks of the set into all descriptions.</summary>
    public Task DescribeAsync(
        string name, SnapshotGroup set, string text, SetTimes times, ImmutableArray<DateTimeOffset> dates, CancellationToken token) =>
        Task.WhenAll(set.Volumes.Select(async (at, i) =>
        {
            var note = times.In(SnapshotNote.Empty with { Text = text, Trailers = Maps.Text.Add(SnapshotGroup.Trailer, set.Format(dates[i], at.Namesake)) });
            var (server, description) = (ServerOf(at), note.Format());
            await server.SureAsync(
                () => server.Client.CustomVolumes.SetSnapshotDescriptionAsync(at.Project, at.Pool, at.Name, name, description, token),
                async () => (await FindAsync(at, name, token))?.Description == description, token);
        }));

    public async Task<bool> AreMarkedAsync(TakingSet set, CancellationToken token)
    {
        foreach (var volume in set.Volumes)
            if ((await FindAsync(volume.Volume, set.Snapshot, token))?.Description.Contains(set.SetId, StringComparison.Ordinal) != true)
                return false;
        return true;
    }

    /// <summary>Null: there is none that was made by the work that began then.</summary>
    public async Task<VolumeSnapshot?> OwnAsync(VolumeMember volume, string name, string setId, CancellationToken token)
    {
        if (await FindAsync(volume.Volume, name, token) is not { } found || !SetClaim.MayBe(found.CreatedAt, volume.At))
            return null;
        var seen = new ObservedSnapshot { Name = name, CreatedAt = found.CreatedAt, Description = found.Description };
        return SetClaim.Is(seen, volume.Volume.Namesake, setId, volume.At) ? found : null;
    }

    /// <summary>Removes what is there of a set that did not become whole.</summary>
    public async Task<Removal> RemoveAsync(
        string name, string setId, IEnumerable<VolumeMember> volumes, bool isDry, CancellationToken token)
    {
        var removed = new ConcurrentQueue<string>();
        var left = new ConcurrentQueue<string>();
        await Task.WhenAll(volumes.Where(v => !_foreign.ContainsKey(v.Volume)).Select(async volume =>
        {
            var word = words.Snapshot(volume.Volume, name);
            try
            {
                await ServerOf(volume.Volume).Watch.AwaitAsync(token);
                await AwaitEndAsync(volume.Volume, token); // its creation may still be under way
                if (await OwnAsync(volume, name, setId, token) is null)
                    return;
                if (!isDry)
                    await DeleteAsync(volume.Volume, name, token);
                removed.Enqueue(word);
            }
            catch (Exception e) when (e is IncusException or OperationCanceledException or StepFailedException)
            {
                left.Enqueue($"{word} may be left: {(e is OperationCanceledException ? "the server did not answer in time" : ErrorText.Of(e))}");
            }
        }));
        return new Removal([.. removed.Order(StringComparer.Ordinal)], [.. left.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The second look at one that is to be deleted. Null: it is gone already.</summary>
    public async Task<VolumeMember?> LookAsync(DeleteVolumeSnapshot step, CancellationToken token)
    {
        if (await FindAsync(step.Volume, step.Name, token) is not { } found)
            return null;
        VolumeStepRunner.CheckSame(ServerOf(step.Volume), step, found, step.CreatedAt);
        return new VolumeMember(step.Volume, ServerOf(step.Volume).Now, found.CreatedAt);
    }

    /// <summary>Whether the very snapshot is still there.</summary>
    public async Task<bool> IsThereAsync(VolumeMember volume, string name, CancellationToken token) =>
        await FindAsync(volume.Volume, name, token) is { } found && found.CreatedAt == volume.CreatedAt;

    /// <summary>Null: it is deleted.</summary>
    public async Task<string?> DeleteFailureAsync(VolumeMember volume, string name, CancellationToken token)
    {
        try
        {
            if (await IsThereAsync(volume, name, token)) // else gone, or another one since
                await DeleteAsync(volume.Volume, name, token);
            return null;
        }
        catch (IncusException e)
        {
            return ErrorText.Of(e);
        }
        catch (OperationCanceledException)
        {
            return "interrupted while the server was at it";
        }
    }

    /// <summary>Waits for snapshots of the volume that are under way: read before, they would be missed.</summary>
    public async Task AwaitEndAsync(VolumeAddress at, CancellationToken token)
    {
        var client = ServerOf(at).Client;
        if (await client.CustomVolumes.TryGetAsync(at.Project, at.Pool, at.Name, token) is not { } volume)
            return;
        foreach (var running in await client.Operations.RunningAsync(volume.Project, token))
            if (running.Volumes.Contains($"{at.Pool}/{at.Name}"))
                await client.Operations.WaitAsync(running.Id, token);
    }

    /// <summary>A daemon that was restarted meanwhile thawed and left things half done as it liked: then it does not count.</summary>
    private async Task<bool> IsTakenAsync(RunServer server, CreateVolumeSnapshot step, int process, CancellationToken token)
    {
        try
        {
            await server.Watch.AwaitAsync(token);
            if (process != 0 && !server.IsStill(process))
                return false;
            await AwaitEndAsync(step.Volume, token);
            return await FindAsync(step.Volume, step.Name, token) is not null;
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task DeleteAsync(VolumeAddress at, string name, CancellationToken token)
    {
        var server = ServerOf(at);
        try
        {
            await server.SureAsync(
                () => server.Client.CustomVolumes.DeleteSnapshotAsync(at.Project, at.Pool, at.Name, name, token),
                async () => await FindAsync(at, name, token) is null, token);
        }
        catch (IncusException e) when (e.Missing == MissingThing.Volume)
        {
            // What was asked for holds.
        }
    }

    private async Task<VolumeSnapshot?> FindAsync(VolumeAddress at, string name, CancellationToken token) =>
        (await SnapshotsAsync(at, token)).FirstOrDefault(s => s.Name == name);

    /// <summary>A volume that is gone has none.</summary>
    private async Task<ImmutableArray<VolumeSnapshot>> SnapshotsAsync(VolumeAddress at, CancellationToken token)
    {
        try
        {
            return await ServerOf(at).Client.CustomVolumes.SnapshotsAsync(at.Project, at.Pool, at.Name, token);
        }
        catch (IncusException e) when (e.Missing == MissingThing.Volume)
        {
            return [];
        }
    }

    private RunServer ServerOf(VolumeAddress at) => serverOf(at.Namesake);
}
