using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;

namespace Brine.Planner.Lint.Rules;

/// <summary>Jinja that renders without a word, and not to what was meant.</summary>
internal static partial class TemplateTraps
{
    private static readonly LintRule Empty = new("template-empty-default", FindingSeverity.Warning,
        "A name that loses a part when a value is missing.",
        "With default(''), or get without a default, a missing value leaves 'daily-' or 'daily-None': no name, or one name for all.",
        "Use pillar['change'], so that a missing value is an error, or give a default that says something.");

    private static readonly LintRule AlwaysDefined = new("template-always-defined", FindingSeverity.Warning,
        "A test 'is defined' on the result of a call.",
        "get() gives nothing (None or ''), and nothing is defined: the test is always true.",
        "Test the value itself: {% if x.get('keep') is not none %}, or {% if 'keep' in x %}.");

    private static readonly LintRule SetInLoop = new("template-set-in-loop", FindingSeverity.Warning,
        "A variable set in a loop and used behind it.",
        "Jinja forgets what a loop sets: behind the loop the variable is what it was before.",
        "Use a namespace: {% set ns = namespace(found=false) %} and {% set ns.found = true %}.");

    private static readonly LintRule Unquoted = new("template-unquoted", FindingSeverity.Note,
        "A value that is nothing but an unquoted template.",
        "YAML reads what comes out: 1.10 becomes a number, 'on' a truth value, 'a: b' a mapping.",
        "Quote it: {{ x | yaml_dquote }}.") { IsQuiet = true };

    private static readonly LintRule InComment = new("template-in-comment", FindingSeverity.Note,
        "Jinja in a YAML comment.",
        "Templates come before YAML: what is commented out with '#' is rendered all the same, its commands are run, and its mistakes end the run.",
        "Use {# … #}.");

    public static LintCheck Check { get; } = new([Empty, AlwaysDefined, SetInLoop, Unquoted, InComment], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var scan in subject.Templates)
        {
            foreach (var tag in scan.Tags)
            {
                if (tag.IsInName && !tag.Before.TrimStart().StartsWith('#') && EmptyDefault()
                    .Match(tag.Text) is { Success: true } empty)
                    findings.Add(Empty, tag.Span, empty.Groups["dict"].Success
                        ? $"when the value is missing, '{empty.Value.Trim()}' gives None, and that word becomes part of the name"
                        : $"when the value is missing, '{empty.Value.Trim()}' leaves this name without it",
                            "let it fail, or give a default that says something");
                if (tag.Before.TrimStart().StartsWith('#') && (!tag.Prints || Calling().IsMatch(tag.Text)))
                    findings.Add(InComment, tag.Span, "this is rendered although it stands in a comment",
                        "use {# … #}");
                if (Defined().Match(tag.Text) is { Success: true } defined)
                    findings.Add(AlwaysDefined, tag.Span,
                        $"'{defined.Value}' is always {(defined.Value.Contains("not", StringComparison.Ordinal) ? "false" : "true")}: "
                        + "what get() gives is defined, even if it is nothing",
                            "write 'is not none', or test with 'in'");
                if (tag.Prints && ValueStart().IsMatch(tag.Before) && tag.After.Trim().Length == 0 && !Safe()
                    .IsMatch(tag.Text))
                    findings.Add(Unquoted, tag.Span, $"'{{{{{tag.Text}}}}}' is read by YAML as whatever it renders to",
                        $"write {{{{ {tag.Text.Trim()} | yaml_dquote }}}}");
            }

            LostInLoops(scan, findings);
        }
    }

    private static void LostInLoops(TemplateScan scan, Findings findings)
    {
        var outside = new HashSet<string>(StringComparer.Ordinal);
        var lost = new Dictionary<string, TemplateTag>(StringComparer.Ordinal);
        foreach (var tag in scan.Tags)
        {
            if (tag.Loops == 0)
                foreach (var name in lost.Keys.Where(n => Regex.IsMatch(Value(tag),
                    $@"(?<![\w.'""]){n}\b(?!\s*=[^=])", RegexOptions.None, TimeSpan.FromSeconds(1))).ToList())
                {
                    findings.Add(SetInLoop, lost[name].Span,
                        $"'{name}' is set here in a loop, but behind the loop (line "
                        + $"{Findings.Number(tag.Span.Line)}) it is what it was before",
                            $"use a namespace: {{% set ns = namespace({name}=…) %}}, {{% set ns.{name} = … %}}");
                    lost.Remove(name);
                }

            if (tag.Word != "set" || Assigned().Match(tag.Text) is not { Success: true } set)
                continue;
            var variable = set.Groups["name"].Value;
            if (!tag.IsRepeated)
            {
                outside.Add(variable);
                lost.Remove(variable);
            }
            else if (tag is { Loops: > 0, Macros: 0 } && outside.Contains(variable))
            {
                lost.TryAdd(variable, tag);
            }
        }
    }

    [GeneratedRegex(@"\bsalt\s*[\[.]|\b(pillar|grains)\s*\[", RegexOptions.CultureInvariant)]
    private static partial Regex Calling();

    /// <summary>What a tag reads: an assignment reads only its right side.</summary>
    private static string Value(TemplateTag tag) =>
        tag.Word == "set" && tag.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? tag.Text[at..]
            : tag.Text;

    [GeneratedRegex(@"(\|\s*(default|d)\(\s*(''|"""")\s*[,)]|salt(\[['""]|\.)(pillar|grains|config)\.get(['""]\])?\(\s*('[^']*'|""[^""]*"")\s*(,\s*(''|"""")\s*)?\)|(?<dict>\b(pillar|grains)\.get\(\s*('[^']*'|""[^""]*"")\s*\)))(?!\s*(\||or\b))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EmptyDefault();

    [GeneratedRegex(@"\.get['""]?\]?\([^()]*\)\s+is\s+(not\s+)?(un)?defined", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Defined();

    [GeneratedRegex(@"^\s*(-\s+)?[\w.-]+:\s+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ValueStart();

    [GeneratedRegex(@"\|\s*(yaml_[ds]quote|yaml_encode|tojson|json|yaml|int|float|length|lower|to_bool|to_num)\b|^\s*[\d'""]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Safe();

    [GeneratedRegex(@"^\s*set\s+(?<name>\w+)\s*(=|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Assigned();
}
