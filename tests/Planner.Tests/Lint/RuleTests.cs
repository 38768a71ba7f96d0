using System.Text;
using System.Text.RegularExpressions;
using Brine.Planner.Lint;

namespace Brine.Planner.Tests.Lint;

public sealed partial class RuleTests
{
    /// <summary>A space inside code, where no line may end.</summary>
    private const char Unbroken = '\u0001';

    private const string Marker = "<!-- From here on written by tests/Planner.Tests/Lint: BRINE_UPDATE_GOLDENS=1. -->\n";

    public static TheoryData<string> Rules => [.. RuleBook.Rules.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bad_example_gives_exactly_that_rule_and_a_good_one_nothing(string rule)
    {
        var examples = LintCases.Of(rule);
        Assert.Contains(examples, e => e.IsBad);
        Assert.Contains(examples, e => !e.IsBad);
        var seen = examples.Select(e => e with
        {
            // Refused by plan until the states are there; lint knows their rules already.
            Expected = string.Concat(e.Lint().Findings.Where(f => f.Rule != "pillar.unsupported").Select(f => f + "\n")),
        }).ToList();
        if (LintCases.Updates)
            LintCases.Write(rule, seen);
        Assert.All(seen.Where(e => e.IsBad), e => Assert.True(e.Expected.Length > 0, $"nothing found in\n{e.Text}"));
        Assert.All(seen.Where(e => e.IsBad), e => Assert.All(Lines(e.Expected), l => Assert.True(l.Contains($" {rule}: ", StringComparison.Ordinal), $"{l}\nin\n{e.Text}")));
        Assert.All(seen.Where(e => !e.IsBad), e => Assert.True(e.Expected.Length == 0, $"{e.Expected}in\n{e.Text}"));
        Assert.All(examples.Zip(LintCases.Updates ? examples : seen), p => Assert.Equal(p.First.Expected, p.Second.Expected));
    }

    [Fact]
    public void Every_file_of_cases_is_of_a_rule() =>
        Assert.Equal(RuleBook.Rules.Select(r => r.Name), Directory.GetFiles(LintCases.Folder).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_says_what_why_and_what_instead() => Assert.All(RuleBook.Rules, r =>
    {
        Assert.Matches("^[a-z]+(-[a-z]+)+$", r.Name);
        Assert.All([r.Summary, r.Why, r.Remedy], t => Assert.EndsWith(".", t, StringComparison.Ordinal));
    });

    [Fact]
    public void The_document_has_every_rule_with_its_examples()
    {
        var written = File.ReadAllText(LintCases.Document);
        var head = written[..(written.IndexOf(Marker, StringComparison.Ordinal) is >= 0 and var at ? at : written.Length)];
        var expected = head + Marker + Chapters();
        if (LintCases.Updates)
            File.WriteAllText(LintCases.Document, expected);
        Assert.Equal(expected, File.ReadAllText(LintCases.Document));
    }

    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal)
    {
        ["config"] = "Config keys of instances", ["description"] = "Descriptions", ["expiry"] = "Expiry", ["lint"] = "Comments to lint itself",
        ["name"] = "Names", ["pillar"] = "Pillars", ["restore"] = "Restores", ["retention"] = "Rotation and retention",
        ["schedule"] = "Automatic snapshots", ["state"] = "State files", ["stateful"] = "Stateful snapshots", ["template"] = "Templates", ["yaml"] = "YAML",
    };

    private static string Chapters()
    {
        var text = new StringBuilder("\n## All rules\n\n| rule | | finds |\n|---|---|---|\n");
        foreach (var rule in RuleBook.Rules)
            text.Append($"| [{rule.Name}](#{rule.Name}) | {Word(rule)} | {Escaped(rule.Summary)} |\n");
        foreach (var family in RuleBook.Rules.GroupBy(r => r.Name.Split('-')[0]))
        {
            text.Append($"\n## {Families[family.Key]}\n");
            foreach (var rule in family)
            {
                var examples = LintCases.Of(rule.Name);
                var bad = examples.First(e => e.IsBad);
                text.Append($"\n### {rule.Name}\n\n").Append(Wrapped($"*{Word(rule)}{(rule.IsQuiet ? ", shown with `-v`" : "")}.* {rule.Summary} {rule.Why} **Instead:** {rule.Remedy}"));
                text.Append($"\n```yaml\n{bad.Text}```\n\n{(bad.Words.Contains("no-exec") ? "Without `--no-exec`, or:" : "Better:")}\n");
                text.Append($"\n```yaml\n{examples.First(e => !e.IsBad).Text}```\n");
            }
        }

        text.Append("\n## What compiling tells\n\nMistakes that `plan` and `apply` tell as well, under the codes of their diagnostics.\n\n| code | | |\n|---|---|---|\n");
        foreach (var code in RuleBook.Codes)
            text.Append($"| `{code.Name}` | {Word(code)} | {Escaped(code.Summary)} |\n");
        return text.ToString();
    }

    private static string Word(LintRule rule) => rule.Severity.ToString().ToLowerInvariant();

    /// <summary>A paragraph in lines of at most 118 characters; templates in it as code, so that nothing reads as a link.</summary>
    private static string Wrapped(string paragraph)
    {
        var marked = string.Concat(Code().Split(paragraph).Select((part, i) => i % 2 == 1 ? $"`{part.Replace(' ', Unbroken)}`" : Prose(part)));
        var lines = new StringBuilder();
        var length = 0;
        foreach (var word in marked.Split(' '))
        {
            if (length > 0 && length + 1 + word.Length > 118)
                (_, length) = (lines.Append('\n'), 0);
            else if (length > 0)
                (_, length) = (lines.Append(' '), length + 1);
            lines.Append(word);
            length += word.Length;
        }

        return lines.Append('\n').Replace(Unbroken, ' ').ToString();
    }

    private static string Prose(string text) => string.Join("**Instead:**", text.Split("**Instead:**").Select(t =>
        t.Replace("_", @"\_", StringComparison.Ordinal).Replace("<", @"\<", StringComparison.Ordinal)));

    [GeneratedRegex(@"([\w-]*\{\{.*?\}\}|\{%.*?%\}|salt\['[^']+'\](?:\([^)]*\))?|'[\w@*/, -]*\*[\w@*/, -]*'|\w+-\*)")]
    private static partial Regex Code();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Escaped(string text) => text.Replace("*", @"\*", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal).Replace("<", @"\<", StringComparison.Ordinal);
}
