using System.Globalization;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>Collects what checks find; the same thing twice counts once.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _found = [];
    private readonly HashSet<(string, SourceSpan?, string)> _seen = [];

    public IReadOnlyList<Finding> All => _found;

    /// <param name="severity">Null: the rule's own.</param>
    public void Add(LintRule rule, SourceSpan? span, string message, string? remedy = null,
        FindingSeverity? severity = null) =>
        Add(new Finding(rule.Name, severity ?? rule.Severity, message, span, remedy));

    public void Add(Finding finding)
    {
        if (_seen.Add((finding.Rule, finding.Span, finding.Message)))
            _found.Add(finding);
    }

    /// <summary>A number as it is written in a message.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
