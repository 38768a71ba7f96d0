using Brine.Planner.Desired;
using Brine.Planner.Plan;

namespace Brine.Planner.Report;

/// <summary>A plan for people: grouped by instance, a line a step, and what it comes to at the end.</summary>
public static class PlanText
{
    /// <param name="verbose">Also what holds already.</param>
    public static StyledText Of(Plan.Plan plan, bool verbose = false)
    {
        var text = new StyledWriter();
        Groups(text, plan, plan.InOrder, verbose);
        return text.Gap().Append(Summary(plan)).ToText();
    }

    private static void Groups(StyledWriter text, Plan.Plan plan, IEnumerable<PlannedEntry> entries, bool verbose)
    {
        foreach (var group in entries.GroupBy(e => Heading(e.Entry)))
        {
            // Of a server that could not be asked is told once, and not with each.
            var shown = group.Where(e => verbose || (IsWorthShowing(e) && !plan.IsUnasked(e.Entry))).ToList();
            if (shown.Count == 0)
                continue;
            text.Gap().Line(0, (group.Key, Style.Heading));
            foreach (var entry in shown)
                Write(text, entry, plan.MadeAt);
        }
    }

    private static string Heading(DesiredEntry entry) => entry is VolumeEntry volume ? $"volume {volume.Volume}"
        : entry.Instances is [var only] ? only.ToString() : entry.Label;

    /// <summary>What must be seen before a plan is carried out: whatever is lost, then the summary.</summary>
    public static StyledText Before(Plan.Plan plan)
    {
        if (!plan.HasChanges && !plan.HasRefusals)
            return StyledText.Empty;
        var text = new StyledWriter();
        Groups(text, plan, plan.InOrder.Where(e => e.Steps.Any(Destroys)), verbose: false);
        return text.Gap().Append(Summary(plan)).ToText();
    }

    public static bool Destroys(PlanStep step) => Tally.KindOf(step) is Style.Delete or Style.Restore;

    public static StyledText Summary(Plan.Plan plan)
    {
        var tally = Tally.Of(plan);
        var isIdle = !plan.HasChanges && !plan.HasRefusals;
        return new StyledWriter().Line(0, isIdle
            ? ($"Nothing to do: {Holding(tally)}", Style.Bold)
            : ($"Plan: {tally.Describe(done: false)}.", Style.Bold)).ToText();
    }

    internal static string Holding(Tally tally) =>
        (tally.Total == 1 ? "the one declaration holds"
            : FormattableString.Invariant($"{tally.Total} declarations hold"))
        + (tally.Skipped > 0 ? FormattableString.Invariant($", {tally.Skipped} of them skipped.") : ".");

    /// <summary><c>file:line</c>; empty for one-off commands.</summary>
    public static string Where(Origin origin) =>
        origin.Span is { } span ? FormattableString.Invariant($"{span.File}:{span.Line}") : "";

    /// <summary>A comment that does not say what it speaks of (those of requisites and conditions), with that before it.</summary>
    internal static string Named(DesiredEntry entry, string comment) =>
        comment.Contains(entry.Label, StringComparison.Ordinal) ? comment : $"{entry.Origin.ReturnName}: {comment}";

    private static bool IsWorthShowing(PlannedEntry entry) =>
        entry.Verdict != Verdict.Holds || entry.Failed || !entry.Notes.IsEmpty || !entry.Entry.Notes.IsEmpty || !entry.Ahead.IsEmpty || !entry.Shortfalls.IsEmpty;

    private static void Write(StyledWriter text, PlannedEntry entry, DateTimeOffset madeAt)
    {
        var where = Where(entry.Entry.Origin);
        StyledRun place = (where.Length > 0 ? "  " + where : "", Style.Dim);
        switch (entry)
        {
            case { Verdict: Verdict.Change }:
                foreach (var step in entry.Steps)
                {
                    StepText.Write(text, step, madeAt, where, entry.Entry.Instances.Length > 1);
                    where = "";
                }

                break;
            case { Verdict: Verdict.Skipped }:
                text.Hanging(2, 6, ("= ", Style.Dim),
                    ($"skipped: {Named(entry.Entry, entry.Comment)}", entry.Failed ? Style.Error : Style.Dim), place);
                break;
            case { Failed: true }:
                text.Hanging(2, 6, ("x ", Style.Error), ("refused: ", Style.Error), entry.Comment, place);
                break;
            default:
                text.Hanging(2, 6, ("= ", Style.Dim), (Named(entry.Entry, entry.Comment), Style.Dim), place);
                break;
        }

        if (entry.Verdict == Verdict.Change && entry.Retention is not null)
            text.Hanging(4, 6, ($"{entry.Comment}{where}", Style.Dim));
        foreach (var shortfall in entry.Shortfalls)
            text.Hanging(2, 6, ("x ", Style.Error), (shortfall, Style.Error));
        foreach (var note in entry.Entry.Notes.Concat(entry.Notes).Concat(entry.Ahead).Distinct())
            text.Hanging(4, 6, ("note: ", Style.Warning), note);
    }
}
