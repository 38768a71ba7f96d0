using System.Collections.Immutable;
using Brine.Converge;
using Brine.Converge.Apply;
using Brine.Converge.Doctor;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Doctor;
using Brine.Planner.Plan;
using Brine.Cli.Runs;
using Brine.Cli.Screens;

namespace Brine.Cli.Worker;

/// <summary>Plans and applies for a worker: a run of its own a request, over connections that stay open.</summary>
internal sealed class WorkerEngine(Surroundings world, RunOptions options, string? stateDirectory)
{
    public Surroundings World => world;

    /// <summary>What would be done; with <paramref name="isTest"/> nothing more, else it is done.</summary>
    /// <param name="mayGoOn">Looks at the plan before anything is changed; throws to stop it.</param>
    /// <exception cref="WorkerRefusal">The server cannot be asked.</exception>
    public Task<(Plan Plan, RunReport? Report)> RunAsync(
        WorkerServers.Link link, ImmutableArray<DesiredEntry> entries, bool isTest, Action<Plan>? mayGoOn) => RefusingAsync(async journal =>
    {
        var convergence = new Convergence(link.Servers, journal);
        // On standard error: what is on standard output are answers.
        RecoveryTelling.Tell(new Screen(world, new OutputChoice()), await convergence.RecoverAsync(world.Interrupts.Stop));
        var plan = await convergence.PlanAsync(new DesiredState(entries), world.Interrupts.Stop);
        mayGoOn?.Invoke(plan);
        return (plan, isTest ? null : await convergence.ApplyAsync(plan, world.Interrupts, options, progress: null));
    });

    /// <summary>What the doctor finds. Nothing is repaired, not even what a killed run left.</summary>
    /// <exception cref="WorkerRefusal">The server cannot be asked.</exception>
    public Task<HealthReport> ExamineAsync(WorkerServers.Link link, DoctorQuery query) => RefusingAsync(async journal =>
        Examination.Of(await new DoctorReading(link.Servers, journal).ReadAsync(query, world.Interrupts.Stop)));

    private async Task<T> RefusingAsync<T>(Func<RunJournal, Task<T>> ask)
    {
        using var journal = RunJournal.In(JournalFolder.Of(stateDirectory, world), world.Time);
        try
        {
            return await ask(journal);
        }
        catch (RemoteException e)
        {
            throw new WorkerRefusal(Wording.Of(e));
        }
        catch (Exception e) when (e is ServerUnreachableException or IncusException)
        {
            throw new WorkerRefusal(e.Message);
        }
    }
}
