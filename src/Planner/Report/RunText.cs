using System.Globalization;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report;

/// <summary>What a run did, for people: a line as each declaration ends, and what it came to at the end.</summary>
public static class RunText
{
    /// <summary>All outcomes worth a line, then the summary.</summary>
    public static StyledText Of(RunReport report, bool verbose = false)
    {
        var text = new StyledWriter();
        foreach (var outcome in report.InOrder.Where(o => verbose || IsWorthShowing(o)))
            text.Append(Line(outcome));
        return text.Gap().Append(Summary(report)).ToText();
    }

    public static bool IsWorthShowing(Outcome outcome) =>
        outcome.Result == false || outcome.NotReached || !outcome.Changes.IsEmpty;

    /// <summary>One declaration as it ended; a failure says what had been done before it.</summary>
    public static StyledText Line(Outcome outcome)
    {
        var text = new StyledWriter();
        var kind = outcome.NotReached ? Style.Warning : OutcomeKind.Of(outcome);
        var where = PlanText.Where(outcome.Entry.Origin);
        var symbol = outcome.NotReached ? "o" : OutcomeKind.Symbol(kind);
        text.Hanging(2, 4, (symbol + " ", kind),
            (PlanText.Named(outcome.Entry, outcome.Comment.ReplaceLineEndings(" ") + Tries(outcome)), kind == Style.Error ? Style.Error : Style.Plain),
            // What took no time is not worth the room.
            (outcome.Duration < TimeSpan.FromSeconds(1) ? "" : $"  {Duration(outcome.Duration)}", Style.Dim),
            (outcome.Result == false && where.Length > 0 ? "  " + where : "", Style.Dim));
        if (outcome.Result == false)
            foreach (var change in outcome.Changes.Where(c => c.Path is not ["drill"])) // its result is the failure itself
                text.Hanging(4, 6, ("done before: ", Style.Warning), ChangeLines.Of(change));
        foreach (var note in outcome.Notes)
            foreach (var (line, i) in note.Split('\n').Select((l, i) => (l, i)))
                text.Hanging(i == 0 ? 4 : 6, 6, (i == 0 ? "note: " : "", Style.Warning), line);
        return text.ToText();
    }

    private static string Tries(Outcome outcome) => outcome.Attempts.Length == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $" (attempt {outcome.Attempts.Length + 1})");

    public static StyledText Summary(RunReport report)
    {
        var tally = Tally.Of(report);
        var took = Duration(report.Duration);
        var words = report switch
        {
            { Interrupted: true } => ($"Interrupted after {took}: {tally.Describe(done: true)}.", Style.Warning),
            { Succeeded: false } => ($"Failed after {took}: {tally.Describe(done: true)}.", Style.Error),
            _ when report.Outcomes.All(o => o.Changes.IsEmpty) =>
                ($"Nothing to do: {PlanText.Holding(tally)}", Style.Bold),
            _ => ($"Done in {took}: {tally.Describe(done: true)}.", Style.Bold),
        };
        return new StyledWriter().Line(0, words).ToText();
    }

    /// <summary><c>0.12s</c> below a minute, then as spans read.</summary>
    public static string Duration(TimeSpan span) =>
        span < TimeSpan.FromMinutes(1) ? FormattableString.Invariant($"{span.TotalSeconds:0.00}s")
            : Instants.Span(span);
}
