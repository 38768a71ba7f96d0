using System.Text.RegularExpressions;
using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Filters;

/// <summary>Regular expressions, which are Python's</summary>
internal static class PatternFilters
{
    private const string Takes = "txt rgx ignorecase? multiline?";

    public static FilterLine[] Table =>
    [
        new("regex_search", Takes, (a, _) => Groups(Match(a, ""))),
        new("regex_match", Takes, (a, _) => Groups(Match(a, @"\A"))),
        new("regex_replace", "txt rgx val ignorecase? multiline?", (a, _) => Replaced(a)),
        new("regex_escape", "value", (a, _) => JinjaValue.Of(PythonRegex.Escape(a.Text("value")))),
    ];

    /// <summary>The test <c>match</c>: whether the pattern fits the beginning of the text.</summary>
    public static bool Matches(Arguments a) => Match(a, @"\A").Success;

    private static Match Match(Arguments a, string anchor)
    {
        var pattern = a.Text("rgx");
        var regex = PythonRegex.Make(anchor.Length == 0 ? pattern : $"{anchor}(?:{pattern})", Options(a)).Regex;
        return PythonRegex.Guard(() => regex.Match(a.Text("txt")));
    }

    private static JinjaValue Replaced(Arguments a)
    {
        var pattern = PythonRegex.Make(a.Text("rgx"), Options(a));
        var replacement = new PythonReplacement(a.Text("val"), pattern);
        return JinjaValue.Of(PythonRegex.Guard(() => pattern.Regex.Replace(a.Text("txt"), replacement.For)));
    }

    private static RegexOptions Options(Arguments a) =>
        (a.Flag("ignorecase") ? RegexOptions.IgnoreCase : RegexOptions.None)
        | (a.Flag("multiline") ? RegexOptions.Multiline : RegexOptions.None);

    private static JinjaValue Groups(Match match) => !match.Success
        ? JinjaValue.None
        : JinjaValue.Tuple(match.Groups.Cast<Group>().Skip(1)
            .Select(group => group.Success ? JinjaValue.Of(group.Value) : JinjaValue.None));
}
