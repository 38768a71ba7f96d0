using System.Globalization;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>Collects what checks find; the same thing twice counts once.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _found = [];
    private readonly HashSet<(string, SourceSpan?, string)> _seen = [];
    private readonly HashSet<(string Rule, string? File)> _files = [];
    private readonly HashSet<(string Rule, string? File, int? Line)> _lines = [];

    public IReadOnlyList<Finding> All => _found;

    /// <param name="severity">Null: the rule's own.</param>
    public void Add(LintRule rule, SourceSpan? span, string message, string? remedy = null,
        FindingSeverity? severity = null) =>
        Add(new Finding(rule.Name, severity ?? rule.Severity, message, span, remedy));

    public void Add(Finding finding)
    {
        if (!_seen.Add((finding.Rule, finding.Span, finding.Message)))
            return;
        _found.Add(finding);
        _files.Add((finding.Rule, finding.Span?.File));
        _lines.Add((finding.Rule, finding.Span?.File, finding.Span?.Line));
    }

    /// <summary>True when the rule has found something in the file.</summary>
    public bool Has(string rule, string? file) => _files.Contains((rule, file));

    /// <summary>True when the rule has found something in the line.</summary>
    public bool Has(string rule, string? file, int? line) => _lines.Contains((rule, file, line));

    /// <summary>A number as it is written in a message.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
