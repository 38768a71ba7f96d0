using System.Collections.Immutable;
using Brine.Converge.Observe;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Groups;

/// <summary>Restores the custom volumes of a set, one after the other, before its members.</summary>
internal sealed class SetVolumeRestoring(Func<InstanceAddress, RunServer> serverOf, MemberWords words)
{
    /// <summary>The second look: all of them can be restored, or none is touched.</summary>
    public async Task LookAsync(ImmutableArray<RestoreVolume> steps, CancellationToken token)
    {
        foreach (var step in steps)
        {
            var at = step.Volume;
            var seen = await new VolumeReading(ServerOf(at).Client).ReadAsync([new VolumeNeed(at, Users: true)], token);
            if (seen[at] is not VolumeSighting.Present { Volume: var volume })
                throw new StepFailedException($"volume {words[at]} can no longer be examined; nothing was touched");
            if (!volume.Snapshots.TryGetValue(step.Name, out var snapshot)
                || (step.CreatedAt is { } planned && planned != snapshot.CreatedAt && !ServerOf(at).HasMade(at, step.Name)))
                throw new StepFailedException($"{words.Snapshot(at, step.Name)} is gone, or another one now; plan again; nothing was touched");
            if (volume.Users.FirstOrDefault(u => u.Status != "Stopped") is { } user)
                throw new StepFailedException($"{user.Instance}, which has volume {words[at]} attached, is {user.Status} now; stop it first; nothing was touched");
        }
    }

    /// <summary>Null: all are restored. Else why not, with what was done.</summary>
    public async Task<(string Text, ImmutableArray<Change> Done)?> FailureAsync(ImmutableArray<RestoreVolume> steps, CancellationToken token)
    {
        var done = new List<RestoreVolume>();
        foreach (var step in steps)
            try
            {
                token.ThrowIfCancellationRequested();
                await VolumeStepRunner.RunAsync(ServerOf(step.Volume), step, isOld: true, token);
                done.Add(step);
            }
            catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
            {
                var text = $"volume {words[step.Volume]}: {(e is OperationCanceledException ? "the run was interrupted" : ErrorText.Of(e))}";
                if (done.Count == 0)
                    return (text, []);
                var change = new Change(["restored"], ChangeValue.Of("current state"), ChangeValue.Of(done.Select(d => words.Snapshot(d.Volume, d.Name))));
                return ($"{text}; {Staying([.. done.Select(d => words[d.Volume])], step.Name)}", [change]);
            }

        return null;
    }

    public static string Staying(ImmutableArray<string> volumes, string name) => "of volumes no safety snapshot is taken: "
        + $"{string.Join(", ", volumes)} stay{(volumes.Length == 1 ? "s" : "")} restored to {name}";

    private RunServer ServerOf(VolumeAddress at) => serverOf(at.Namesake);
}
