using System.Collections.Immutable;
using Brine.Converge.Apply;
using Brine.Converge.Checks;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Planner.Checks;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge;

/// <summary>The whole loop: observe → plan → apply → report. Every decision is the planner's.</summary>
/// <param name="servers">The servers of the run; the caller's to dispose.</param>
/// <param name="journal">Where unfinished work of this run and of dead ones is kept; the caller's to dispose.</param>
/// <param name="checks">What <c>onlyif</c> and its kin ask; null: the machine that this runs on.</param>
public sealed class Convergence(ServerSet servers, RunJournal journal, ICheckHost? checks = null)
{
    private readonly Observer _observer = new(servers);
    private ObservedState? _observed;

    /// <summary>The facts that the latest plan rests on; empty before the first.</summary>
    public ObservedState Observed => _observed ?? ObservedState.Empty;

    /// <summary>Puts right what killed runs left frozen, or in parts; to be called before anything else.</summary>
    public Task<ImmutableArray<Recovered>> RecoverAsync(CancellationToken token) =>
        new Recovery(servers, journal).RunAsync(isDry: false, token);

    /// <summary>Reads what the declarations need and decides what to do. Changes nothing on any server.</summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public async Task<Plan> PlanAsync(DesiredState desired, CancellationToken token)
    {
        desired = await _observer.ResolveAsync(desired, token);
        var observed = _observed = await _observer.ObserveAsync(Needs.Of(desired), journal, token);
        return PlanMaker.Make(desired, observed, servers.Now(desired), Host(token));
    }

    /// <summary>
    /// What has changed on the servers since a plan was saved, a line each; empty: it may be applied.
    /// </summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public async Task<ImmutableArray<string>> CheckSavedAsync(Plan saved, CancellationToken token) =>
        PlanDrift.Between(saved, await PlanAsync(saved.Desired, token));

    /// <summary>Does exactly the plan's steps. What a server refuses becomes an outcome, never an exception.</summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked; nothing was
    /// begun.</exception>
    public async Task<RunReport> ApplyAsync(
        Plan plan, RunControl control, RunOptions options, IProgress<RunEvent>? progress)
    {
        var observed = _observed
            ?? await _observer.ObserveAsync(Needs.Of(plan.Desired), journal, control.Stop);
        return await new Runner(servers, _observer, journal, Host(control.Abort), options)
            .RunAsync(plan, observed, control, progress);
    }

    private ICheckHost Host(CancellationToken stop) => checks ?? new HostChecks(servers.Time, stop);
}
