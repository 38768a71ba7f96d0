using System.Collections.Immutable;
using Brine.Converge.Apply;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge;

/// <summary>The whole loop: observe → plan → apply → report. Every decision is the planner's.</summary>
/// <param name="journal">Where unfinished work of this run and of dead ones is kept.</param>
public sealed class Convergence(ServerSet servers, RunJournal journal)
{
    /// <summary>Reads what the declarations need and decides what to do. Changes nothing on any server.</summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public Task<Plan> PlanAsync(DesiredState desired, CancellationToken token) => throw new NotImplementedException();

    /// <summary>Does exactly the plan's steps. What a server refuses becomes an outcome, never an exception.</summary>
    public Task<RunReport> ApplyAsync(Plan plan, RunControl control, RunOptions options, IProgress<RunEvent>? progress) => throw new NotImplementedException();

    /// <summary>What has changed on the servers since a plan was saved; empty: it may be applied.</summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public Task<ImmutableArray<string>> CheckSavedAsync(Plan saved, CancellationToken token) => throw new NotImplementedException();
}
