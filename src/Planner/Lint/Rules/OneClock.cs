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
            var names = scan.Tags.Where(t => t.IsInName).ToList();
            var inNames = names.SelectMany(t => scan.Shown(t)).Where(r => r.IsNow).Distinct().OrderBy(r => r.Span.Line).ThenBy(r => r.Span.Column).ToList();
            var timed = inNames.Where(r => r.HasTime).ToList();
            if (timed.Count == 0)
                continue;
            if (timed.Find(r => r.Tag.IsRepeated) is { } inLoop)
                findings.Add(Twice, inLoop.Span, $"'{inLoop.Format}' is read anew for each name here, so that one set can get two names",
                    $"above it: {{% set now = {Call(inLoop)} %}}, here: {{{{ now }}}}");
            else if (inNames.Count > 1)
                findings.Add(Twice, inNames[1].Span, $"the clock is read {Findings.Number(inNames.Count)} times for names, first in line "
                    + $"{Findings.Number(inNames[0].Span.Line)}: they can differ",
                    $"once, at the top: {{% set now = {Call(timed[0] with { Format = string.Join('-', inNames.Select(r => r.Format).Distinct(StringComparer.Ordinal)) })} %}}, then {{{{ now }}}} in each name");
            foreach (var local in timed.Where(r => r.IsLocal && !r.Has("zsZ")).GroupBy(r => r.Format).Select(g => g.First()))
                findings.Add(LocalHour, local.Span, $"'{local.Format}' in local time comes twice when the clocks go back",
                    "use UTC (date -u), or add the offset with %z");
        }
    }

    private static string Call(ClockReading reading) => reading.Tag.Text.Contains("cmd.run", StringComparison.Ordinal)
        ? $"salt['cmd.run']('date -u +{reading.Format}')" : $"None | strftime('{reading.Format}')";
}
