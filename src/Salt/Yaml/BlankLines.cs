using System.Text.RegularExpressions;

namespace Brine.Salt.Yaml;

/// <summary>
/// A way round a defect of YamlDotNet 18.1: a block scalar that begins with a line of nothing but spaces is refused,
/// though PyYAML takes it and Jinja leaves such lines behind.
/// </summary>
internal static partial class BlankLines
{
    /// <summary>The text with those spaces moved to the end of the line before, so that every offset stays.</summary>
    public static string Mend(string text) => AfterHeader().Replace(text, match =>
    {
        var lines = match.Groups["lines"].Value;
        var ends = lines.Replace(" ", "", StringComparison.Ordinal);
        return match.Groups["header"].Value + new string(' ', lines.Length - ends.Length) + ends;
    });

    [GeneratedRegex(@"(?<header>[|>][-+0-9]{0,2})(?<lines>(\r?\n\x20*)+)(?=\r?\n)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AfterHeader();
}
