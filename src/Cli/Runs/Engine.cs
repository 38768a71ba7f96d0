using System.Collections.Immutable;
using Brine.Cli.Screens;
using Brine.Converge;
using Brine.Converge.Apply;
using Brine.Converge.Journal;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Report;

namespace Brine.Cli.Runs;

/// <summary>One run against its servers: plan, tell, do, tell.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly Surroundings _world;
    private readonly Screen _screen;
    private readonly RunOptions _options;
    private readonly ServerSet _servers;
    private readonly RunJournal _journal;
    private readonly Convergence _convergence;

    public Engine(Surroundings world, Screen screen, Connection connection, RunOptions options, string? stateDirectory)
    {
        (_world, _screen, _options) = (world, screen, options);
        _servers = connection.Open(options.Parallelism);
        _journal = RunJournal.In(JournalFolder.Of(stateDirectory, world), world.Time);
        _convergence = new Convergence(_servers, _journal);
    }

    /// <summary>The facts that the latest plan rests on.</summary>
    public ObservedState Observed => _convergence.Observed;

    public async Task<Plan> PlanAsync(DesiredState desired)
    {
        await RecoverAsync();
        using var wait = Progress.Start(_world, _screen, "asking the server");
        var plan = await _convergence.PlanAsync(desired, _world.Interrupts.Stop);
        wait.Aside(() => Unasked.Tell(_screen, plan));
        return plan;
    }

    /// <summary>What speaks against applying a saved plan; empty: nothing.</summary>
    public async Task<ImmutableArray<string>> CheckSavedAsync(Plan saved)
    {
        await RecoverAsync();
        using var wait = Progress.Start(_world, _screen, "asking the server");
        return await _convergence.CheckSavedAsync(saved, _world.Interrupts.Stop);
    }

    /// <summary>
    /// Does the plan; on a table every declaration's line comes as soon as those before it are known.
    /// </summary>
    public async Task<RunReport> ApplyAsync(Plan plan, bool isSaved = false)
    {
        using var progress = Progress.Start(_world, _screen, "");
        var teller = new RunTeller(_screen, progress, plan);
        return await _convergence.ApplyAsync(plan, _world.Interrupts, _options with { IsSaved = isSaved }, teller);
    }

    private async Task RecoverAsync()
    {
        using var wait = Progress.Start(_world, _screen, "putting right what a killed run left");
        RecoveryTelling.Tell(_screen, await _convergence.RecoverAsync(_world.Interrupts.Stop));
    }

    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        foreach (var note in _journal.Notes.Distinct())
            _screen.Warn(note);
        await _servers.DisposeAsync();
    }
}
