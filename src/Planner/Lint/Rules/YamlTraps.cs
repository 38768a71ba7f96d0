using System.Globalization;
using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Plain words that YAML reads as something else (tried with Salt 3006).</summary>
internal static partial class YamlTraps
{
    /// <summary>Longer ones are data, in which patterns are not looked for.</summary>
    private const int LongestLine = 4_000;

    private static readonly string[] Texts = ["instance", "instances", "description", "trigger", "pattern"];

    private static readonly LintRule Name = new("yaml-name-not-text", FindingSeverity.Error,
        "A name that YAML reads as a number, a truth value or nothing.",
        "Salt drops a name that is not text without a word, and takes the ID for it: 'name: 20240115' makes a snapshot called as its ID.",
        "Quote it.");

    private static readonly LintRule Lossy = new("yaml-lossy-number", FindingSeverity.Warning,
        "A number that is not what it looks like.",
        "1.10 is 1.1 and loses the zero, 010 is 10, 1_000 is 1000, 0x10 is 16, 12:30 is 750.",
        "Quote it, if it is a version, a time or a code.");

    private static readonly LintRule Word = new("yaml-not-text", FindingSeverity.Warning,
        "A word that YAML reads as a truth value, where a text belongs.",
        "yes, no, on and off are truth values: Salt hands on True or False.",
        "Quote it.");

    private static readonly LintRule Key = new("yaml-key", FindingSeverity.Error,
        "An id that YAML reads as something else than text.",
        "'on' becomes true, 2024 a number: as a state ID Salt refuses it.",
        "Quote it, or begin it with a letter.");

    private static readonly LintRule Comment = new("yaml-comment", FindingSeverity.Warning,
        "A value that ends at ' #'.",
        "In 'description: Before fix #42' all that follows the space is a comment: the value is 'Before fix'.",
        "Quote the value; put a space behind '#' where a comment is meant.");

    public static LintCheck Check { get; } = new([Name, Lossy, Word, Key, Comment], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var file in subject.Files)
        {
            if (file.Root is YamlMap root)
                foreach (var entry in root.Entries)
                    TopLevel(entry, findings);
            Comments(file, findings);
        }
    }

    private static void TopLevel(YamlEntry entry, Findings findings)
    {
        if (entry is { Key.Text: "incus", Value: YamlMap incus })
        {
            foreach (var section in incus.Entries)
            {
                if (section.Key.Text is not "connection" && section.Value is YamlMap entries)
                    foreach (var one in entries.Entries.Where(e =>
                        e.Key.Kind is not (ScalarKind.Text or ScalarKind.Date)))
                        findings.Add(Key, one.Key.Span, $"the id '{one.Key.Text}' is {Read(one.Key)}",
                            $"write \"{one.Key.Text}\"");
                Walk(section.Value, null, isOurs: true, findings);
            }
        }
        else if (entry.Value is YamlMap functions && functions.Entries.All(f => f.Value is YamlList))
        {
            foreach (var function in functions.Entries)
                Walk(function.Value, null, function.Key.Text.StartsWith("incus", StringComparison.Ordinal), findings);
        }
        else if (entry.Key.Text is not ("include" or "exclude"))
        {
            Walk(entry.Value, entry.Key.Text, isOurs: true, findings, isData: true);
        }
    }

    /// <param name="isOurs">False in states of other modules: a mode of 0644 is right there.</param>
    /// <param name="isData">True where keys have no meaning to us: data for templates.</param>
    private static void Walk(YamlNode node, string? key, bool isOurs, Findings findings, bool isData = false)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var entry in map.Entries)
                    Walk(entry.Value, entry.Key.Text, isOurs, findings, isData || key == "config");
                break;
            case YamlList list:
                foreach (var item in list.Items)
                    Walk(item, key is "names" or "instances" ? key : null, isOurs, findings, isData);
                break;
            case YamlScalar scalar when key is "name" or "names" && !isData
                && scalar.Kind is not (ScalarKind.Text or ScalarKind.Date):
                findings.Add(Name, scalar.Span,
                    $"the name '{scalar.Text}' is {Read(scalar)}: Salt drops it, and takes the ID for it",
                    scalar.Kind == ScalarKind.Null ? "give a name, or leave the key out" : $"write \"{scalar.Text}\"");
                break;
            case YamlScalar scalar when isOurs && !scalar.Quoted && Loss(scalar) is { } loss:
                findings.Add(Lossy, scalar.Span, $"{scalar.Text} is read as {loss}",
                    $"write \"{scalar.Text}\", if it is a text");
                break;
            case YamlScalar { Kind: ScalarKind.Boolean } scalar when isOurs && !isData && Texts.Contains(key):
                findings.Add(Word, scalar.Span, $"'{key}' is {Read(scalar)}", $"write \"{scalar.Text}\"");
                break;
        }
    }

    /// <summary>What is left of a number; null when nothing is lost.</summary>
    private static string? Loss(YamlScalar scalar) => scalar switch
    {
        { Kind: ScalarKind.Integer,
            Value: long number } when number.ToString(CultureInfo.InvariantCulture) is var text && text != scalar.Text
            && "+" + text != scalar.Text => text,
        { Kind: ScalarKind.Float, Value: double number } when scalar.Text.Contains(':', StringComparison.Ordinal)
            || scalar.Text.Contains('_', StringComparison.Ordinal)
            || LostZero().IsMatch(scalar.Text) => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Read(YamlScalar scalar) => scalar switch
    {
        { Kind: ScalarKind.Null, Text: "" } => "empty",
        { Kind: ScalarKind.Null } => "nothing to YAML",
        { Value: bool truth } => $"the truth value {(truth ? "true" : "false")} to YAML",
        _ when Loss(scalar) is { } loss => $"the number {loss} to YAML",
        _ => "a number to YAML",
    };

    private static void Comments(RenderedFile file, Findings findings)
    {
        var lines = file.Source.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > LongestLine)
                continue;
            // What templates hold is none of YAML's business; the rest keeps its columns.
            var line = Tags().Replace(lines[i], t => new string('x', t.Length));
            if (CutText().Match(line) is { Success: true } cut && !line.Contains("brine-lint", StringComparison.Ordinal))
                findings.Add(Comment, new SourceSpan(file.Source.Path, i + 1, cut.Groups["rest"].Index + 1),
                    $"the value ends before '{lines[i][cut.Groups["rest"].Index..].Trim()}', which is a comment", "quote the value");
        }
    }

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    /// <summary>1.10 and 2.00 lose a zero; 1.0 prints as it is.</summary>
    [GeneratedRegex(@"^[-+]?\d*\.(\d+0|)\z|[eE]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LostZero();

    [GeneratedRegex(@"^\s*(-\s+)?(description|name|instance|trigger|pattern):\s+(?<value>[^\s#'""|>&*\[{][^#]*?)\s(?<rest>#[^\s#].*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CutText();
}
