using Brine.Planner.Lint.Model;

namespace Brine.Planner.Lint.Rules;

/// <summary>The clock read more often than once, or in a zone where an hour comes twice.</summary>
internal static class OneClock
{
    private static readonly LintRule Twice = new("template-clock-twice", FindingSeverity.Warning,
        "One timestamp taken several times.",
        "Each call reads the clock anew: when a minute ends between two of them, a set that belongs together gets two names.",
        "Take it once, at the top: {% set now = salt['cmd.run']('date -u +%Y%m%d-%H%M') %}, and write {{ now }} everywhere.");

    private static readonly LintRule LocalHour = new("template-local-hour", FindingSeverity.Note,
        "A name with an hour of the local clock.",
        "On the night when the clocks go back that hour comes twice: the second time the name is taken, and nothing is done.",
        "Use UTC: date -u +%Y%m%d-%H%M.");

    public static LintCheck Check { get; } = new([Twice, LocalHour], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var scan in subject.Templates)
        {
            var inNames = scan.Tags.Where(t => t.IsInName).Select(t =>
                (Set: Head(t), Readings: scan.Shown(t).Where(r => r.IsNow).ToList())).ToList();
            var timed = inNames.SelectMany(n => n.Readings).Where(r => r.HasTime).Distinct().ToList();
            if (timed.Find(r => r.Tag.IsRepeated) is { } inLoop)
                findings.Add(Twice, inLoop.Span,
                    $"'{inLoop.Format}' is read anew for each name here, so that one set can get two names",
                    $"above it: {{% set now = {Call(inLoop.Format, inLoop)} %}}, here: {{{{ now }}}}");
            else
                foreach (var set in inNames.GroupBy(n => n.Set, n => n.Readings, StringComparer.Ordinal))
                    Together([.. set.SelectMany(r => r).Distinct().OrderBy(r => r.Span.Line)
                        .ThenBy(r => r.Span.Column)], findings);
            foreach (var local in timed.Where(r => r.IsLocal && !r.Has("zsZ")).GroupBy(r => r.Format)
                .Select(g => g.First()))
                findings.Add(LocalHour, local.Span,
                    $"'{local.Format}' in local time comes twice when the clocks go back",
                    "use UTC (date -u), or add the offset with %z");
        }
    }

    /// <summary>Readings that make names of one beginning.</summary>
    private static void Together(List<ClockReading> readings, Findings findings)
    {
        if (readings.Count < 2 || readings.Find(r => r.HasTime) is not { } timed)
            return;
        var formats = readings.Select(r => r.Format).Distinct(StringComparer.Ordinal).ToList();
        findings.Add(Twice, readings[1].Span,
            $"the clock is read {Findings.Number(readings.Count)} times for names of one set, first in line "
            + $"{Findings.Number(readings[0].Span.Line)}: they can differ",
            $"once, at the top: {{% set now = {Call(string.Join('-', formats), timed)} %}}, then {{{{ now }}}} in each name");
    }

    /// <summary>What the name begins with: <c>coordinated-</c>. Names that are all template belong to no set but their line's.</summary>
    private static string Head(TemplateTag tag)
    {
        var line = tag.Before.TrimStart().TrimStart('-').TrimStart();
        var value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim().Trim('"', '\'');
        var first = value.IndexOf("{{", StringComparison.Ordinal);
        var head = first < 0 ? value : value[..first];
        return head.Length > 0 ? head : FormattableString.Invariant($"line {tag.Span.Line}");
    }

    private static string Call(string format, ClockReading reading) =>
        reading.Tag.Text.Contains("cmd.run", StringComparison.Ordinal)
        ? $"salt['cmd.run']('date -u +{format}')" : $"None | strftime('{format}')";
}
