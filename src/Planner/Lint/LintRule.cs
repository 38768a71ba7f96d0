namespace Brine.Planner.Lint;

/// <summary>One thing that lint looks for.</summary>
/// <param name="Name">Stable, as in <c>--ignore</c>: <c>schedule-strftime</c>.</param>
/// <param name="Severity">Of its findings.</param>
/// <param name="Summary">One sentence: what is found.</param>
/// <param name="Why">What would happen.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record LintRule(string Name, FindingSeverity Severity, string Summary, string Why, string Remedy)
{
    /// <summary>True for what is shown only when asked for (<c>-v</c>): often meant as it is.</summary>
    public bool IsQuiet { get; init; }
}
