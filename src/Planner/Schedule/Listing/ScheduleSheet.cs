using System.Globalization;
using Brine.Planner.Report;

namespace Brine.Planner.Schedule.Listing;

/// <summary>One instance's schedule with its next runs, and one expression's.</summary>
public static class ScheduleSheet
{
    public static StyledText Of(ScheduleEntry entry)
    {
        var facts = entry.Facts;
        var text = new StyledWriter();
        text.Line(0, (facts.Instance.ToString(), Style.Heading), ($"  {facts.Status}", Style.Dim));
        void Fact(string name, string value) => text.Hanging(2, 16, ($"{name,-14}", Style.Dim), value);
        Fact("schedule", facts.Schedule.Length == 0 ? "none" : facts.Schedule);
        if (facts.Schedule.Length > 0)
        {
            for (var i = 0; i < entry.Next.Length; i++)
                Fact(i == 0 ? "next runs" : "", RunTimes.Of(entry.Next[i], facts.Zone));
            if (entry.Next.IsEmpty)
                Fact("next runs", facts.Schedule.Contains("@startup", StringComparison.OrdinalIgnoreCase) ? "whenever it starts" : "never");
            if (entry.Smear is { } smear)
                Fact("own minute", Told(smear));
            Fact("named", facts.Pattern.Length == 0 ? "snap%d, which is Incus's own" : facts.Pattern);
            if (entry.Example is { } example)
                Fact("", $"the next: {example}");
            Fact("if stopped", facts.TakesStopped ? "taken too" : "skipped");
            Fact("last taken", entry.Last is { } last ? $"{RunTimes.Of(last.CreatedAt, facts.Zone)}, {last.Name}" : "none seen");
        }

        Fact("expires", (facts.Expiry.Length == 0 ? "never" : $"after {facts.Expiry}")
            + (facts.ManualExpiry.Length == 0 ? "" : $"; those not scheduled after {facts.ManualExpiry}"));
        ScheduleTable.Troubles(text, 2, entry.Conflicts);
        if (entry.Next.IsEmpty)
            return text.ToText();
        text.Hanging(2, 4, (RunTimes.Legend(entry.Zone), Style.Dim));
        if (entry.Next.Any(r => !r.IsExact))
            text.Hanging(2, 4, (RunTimes.Unknown + ".", Style.Dim));
        return text.ToText();
    }

    /// <summary>An expression that Incus takes, and when it runs.</summary>
    public static StyledText Of(ScheduleProbe probe)
    {
        var text = new StyledWriter();
        text.Hanging(0, 2, (probe.Text, Style.Heading), ("  every Incus from 6.0.4 on takes it", Style.Dim));
        foreach (var run in probe.Next)
            text.Line(2, RunTimes.Of(run, probe.Zone.Zone));
        if (probe.Next.IsEmpty)
            text.Line(2, probe.Text.Contains("@startup", StringComparison.OrdinalIgnoreCase) ? "whenever the instance starts" : "never");
        if (probe.Interval is { } interval)
            text.Line(2, (interval.Least == interval.Most ? $"{Instants.Span(interval.Least)} between two runs"
                : $"{Instants.Span(interval.Least)} to {Instants.Span(interval.Most)} between two runs", Style.Dim));
        if (probe.MeansTwoThings)
            text.Hanging(2, 4, ("warning: ", Style.Warning),
                "up to Incus 6.0.4 either of its days counts (so it is shown here), from 6.0.5 on both together");
        if (!probe.Next.IsEmpty)
            text.Hanging(2, 4, (RunTimes.Legend(probe.Zone), Style.Dim));
        if (probe.Next.Any(r => !r.IsExact))
            text.Hanging(2, 4, (RunTimes.Unknown + ".", Style.Dim));
        return text.ToText();
    }

    private static string Told(Smear smear) => string.Create(CultureInfo.InvariantCulture,
        $"{(smear.Hour is { } hour ? $"{hour:00}" : "??")}:{smear.Minute:00}, told from {smear.Seen} of {smear.Of} snapshots")
        + (smear.Hour is null ? string.Create(CultureInfo.InvariantCulture,
            $"; with @daily it would be {smear.PossibleHours[0]:00}:{smear.Minute:00} or {smear.PossibleHours[1]:00}:{smear.Minute:00}") : "");
}
