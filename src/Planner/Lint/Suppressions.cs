using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>
/// What the files themselves ask to leave out: <c># brine-lint: ignore=RULE,RULE</c>, or the same in a Jinja comment, behind
/// a line for that line, or on a line of its own for the next.
/// </summary>
internal sealed partial class Suppressions
{
    private readonly Dictionary<(string File, bool IsRendered, int Line, string Rule), Wish> _wishes = [];

    public Suppressions(Subject subject)
    {
        foreach (var file in subject.Files)
        {
            Read(file.Source.Path, file.Source.Text, isRendered: false);
            if (file.Text is { } text && text != file.Source.Text)
                Read(file.Source.Path, text, isRendered: true);
        }

        foreach (var imported in subject.Templates.Where(t => subject.Files.All(f => f.Source.Path != t.File.Path)))
            Read(imported.File.Path, imported.File.Text, isRendered: false);
    }

    /// <summary>True when the files ask to leave this out.</summary>
    public bool Hides(Finding finding)
    {
        if (finding.Span is not { } span || !_wishes.TryGetValue((span.File, span.IsRendered, span.Line,
            finding.Rule), out var wish))
            return false;
        wish.IsUsed = true;
        return true;
    }

    /// <summary>Comments that name no rule, or hide nothing; asked when all was judged.</summary>
    public IEnumerable<Finding> Complaints(bool withQuiet)
    {
        var usedInRendered = _wishes.Values.Where(w => w.IsUsed && w.Span.IsRendered).Select(w => (w.Rule, w.Span.File)).ToHashSet();
        foreach (var wish in _wishes.Values.Where(w => !w.Span.IsRendered).DistinctBy(w => (w.Span, w.Rule)))
            if (!RuleBook.Knows(wish.Rule))
                yield return new Finding(RuleBook.UnknownRule.Name, RuleBook.UnknownRule.Severity,
                    $"there is no rule '{wish.Rule}'", wish.Span,
                    RuleBook.Nearest(wish.Rule) is { } near ? $"did you mean '{near}'?"
                        : "'brine lint --rules' lists them");
            else if (!wish.IsUsed && (withQuiet || !RuleBook.Rules.Any(r => r.Name == wish.Rule && r.IsQuiet))
                && !usedInRendered.Contains((wish.Rule, wish.Span.File)))
                yield return new Finding(RuleBook.UnusedIgnore.Name, RuleBook.UnusedIgnore.Severity,
                    $"'{wish.Rule}' is not found here", wish.Span, "remove the comment");
    }

    private void Read(string path, string text, bool isRendered)
    {
        var lines = text.Contains("brine-lint", StringComparison.Ordinal) ? text.Split('\n') : [];
        // From the last line up: what a comment alone on its line speaks of is the next that says something.
        for (var (i, next) = (lines.Length - 1, lines.Length); i >= 0; i--)
        {
            var isAlone = AloneOnLine().IsMatch(lines[i]);
            foreach (Match wish in Comment().Matches(lines[i]))
            {
                var span = new SourceSpan(path, i + 1, wish.Index + 1) { IsRendered = isRendered };
                foreach (var rule in wish.Groups["rules"].Value.Split(',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    _wishes.TryAdd((path, isRendered, isAlone ? next : i + 1, rule), new Wish(rule, span));
            }
            if (!isAlone && lines[i].Trim().Length > 0)
                next = i + 1;
        }
    }

    [GeneratedRegex(@"(#|\{#-?)\s*brine-lint:\s*ignore=(?<rules>[A-Za-z0-9.,_-]+(,\s*[A-Za-z0-9._-]+)*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(#|\{#.*#\}\s*\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AloneOnLine();

    private sealed class Wish(string rule, SourceSpan span)
    {
        public string Rule { get; } = rule;

        public SourceSpan Span { get; } = span;

        public bool IsUsed { get; set; }
    }
}
