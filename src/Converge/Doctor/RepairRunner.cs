using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Doctor;
using Brine.Planner.Observed;

namespace Brine.Converge.Doctor;

/// <summary>Carries repairs out, through the steps that <c>apply</c> uses too; one that fails does not keep the others.</summary>
public sealed class RepairRunner(ServerSet servers, RunJournal journal)
{
    /// <returns>In the order given.</returns>
    public async Task<ImmutableArray<RepairOutcome>> RunAsync(string remote, ImmutableArray<Repair> repairs, CancellationToken token)
    {
        var server = await RunServer.ReachAsync(servers, remote, token);
        var runner = new StepRunner(journal, JournalPlan.Of(ObservedState.Empty), _ => server, token);
        var outcomes = ImmutableArray.CreateBuilder<RepairOutcome>(repairs.Length);
        foreach (var repair in repairs)
        {
            token.ThrowIfCancellationRequested();
            outcomes.Add(new RepairOutcome(repair, await TryAsync(server, runner, repair, token)));
        }

        return outcomes.ToImmutable();
    }

    /// <summary>Null: done. Otherwise why not.</summary>
    private static async Task<string?> TryAsync(RunServer server, StepRunner runner, Repair repair, CancellationToken token)
    {
        try
        {
            switch (repair)
            {
                case Repair.Steps r:
                    foreach (var step in r.Plan)
                        await runner.RunAsync(server, step, isOld: true, _ => { }, token);
                    return null;
                case Repair.ProfileKey r:
                    return await SetAsync(server.Client, r, token);
                case Repair.VolumeNote r:
                    return await SetAsync(server.Client, r, token);
                default:
                    throw new InvalidOperationException($"no way to do {repair.GetType().Name}");
            }
        }
        catch (Exception e) when (e is IncusException or StepFailedException)
        {
            return e.Message;
        }
    }

    private static async Task<string?> SetAsync(IncusClient client, Repair.ProfileKey repair, CancellationToken token)
    {
        var profile = await client.Profiles.GetAsync(repair.Project, repair.Profile, token);
        if (profile.Config.GetValueOrDefault(repair.Key) != repair.Before)
            return $"{repair.Key} of profile {repair.Profile} was changed meanwhile";
        await client.Profiles.SetConfigAsync(repair.Project, repair.Profile, repair.Key, repair.After, profile.ETag, token);
        return null;
    }

    private static async Task<string?> SetAsync(IncusClient client, Repair.VolumeNote repair, CancellationToken token)
    {
        var at = repair.Instance;
        var volume = await client.Volumes.GetAsync(at.Project, repair.Pool, repair.Type, at.Name, token);
        if (volume.Description != repair.Before)
            return $"the description of the volume of {at.Name} was changed meanwhile";
        await client.Volumes.SetDescriptionAsync(at.Project, repair.Pool, repair.Type, at.Name, repair.After, token);
        return null;
    }
}
