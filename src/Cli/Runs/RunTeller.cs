using Brine.Cli.Screens;
using Brine.Converge.Apply;
using Brine.Planner.Plan;
using Brine.Planner.Report;

namespace Brine.Cli.Runs;

/// <summary>
/// Tells of a run while it goes on. Lanes interleave, but lines come in the order of the declarations, so that two runs
/// of one plan read alike.
/// </summary>
internal sealed class RunTeller(Screen screen, Progress progress, Plan plan) : IProgress<RunEvent>
{
    private readonly Lock _gate = new();
    private readonly Outcome?[] _ended = new Outcome?[plan.Entries.Length];
    private int _told;
    private int _count;

    public void Report(RunEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case RunEvent.StepStarted started:
                    Show(started.Index, StepWords.Of(started.Step));
                    break;
                case RunEvent.StepGoesOn going:
                    Show(going.Index, $"{StepWords.Of(going.Step)}: {going.How}");
                    break;
                case RunEvent.EntryEnded ended:
                    _count++;
                    _ended[ended.Index] = ended.Outcome;
                    TellInOrder();
                    break;
            }
        }
    }

    private void Show(int index, string what) =>
        progress.Show(FormattableString.Invariant($"{_count} of {_ended.Length} · {plan.Entries[index].Entry.Label}: {what}"));

    private void TellInOrder()
    {
        for (; _told < _ended.Length && _ended[_told] is { } outcome; _told++)
            if (screen.Choice.IsTable && (screen.Choice.Verbose || (RunText.IsWorthShowing(outcome) && !plan.IsUnasked(outcome.Entry))))
                progress.Aside(() => screen.Say(RunText.Line(outcome)));
    }
}
