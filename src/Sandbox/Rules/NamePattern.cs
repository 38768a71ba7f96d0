using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Brine.Sandbox.Rules;

/// <summary>
/// Names from <c>snapshots.pattern</c>: of its templates the date of creation is understood, others stay as they are.
/// </summary>
internal static partial class NamePattern
{
    // Go's own moment, in the order in which Go looks for its parts, and .NET's letters for each.
    private static readonly (string Go, string Format)[] Parts =
    [
        ("January", "MMMM"), ("Jan", "MMM"), ("Monday", "dddd"), ("Mon", "ddd"), ("01", "MM"), ("02", "dd"), ("03", "hh"),
        ("04", "mm"), ("05", "ss"), ("06", "yy"), ("15", "HH"), ("1", "%M"), ("2006", "yyyy"), ("2", "%d"), ("3", "%h"),
        ("4", "%m"), ("5", "%s"), ("PM", "tt"),
    ];

    public static string Next(string pattern, DateTimeOffset now, IReadOnlyCollection<string> taken)
    {
        var name = Date().Replace(pattern.Length == 0 ? "snap%d" : pattern, m => Write(m.Groups["layout"].Value, now));
        if (!name.Contains("%d", StringComparison.Ordinal))
        {
            if (!taken.Contains(name))
                return name;
            name += "-%d";
        }

        var around = name.Split("%d", 2);
        var next = taken.Select(n => Number(n, around[0], around[1])).Where(n => n is not null).Max() + 1 ?? 0;
        return around[0] + next.ToString(CultureInfo.InvariantCulture) + around[1];
    }

    // Incus reads the number with the pattern as a format, in which any other '%' is a mistake.
    private static int? Number(string name, string before, string behind) =>
        !before.Contains('%', StringComparison.Ordinal) && !behind.Contains('%', StringComparison.Ordinal)
        && Regex.Match(name, $"^{Regex.Escape(before)}([0-9]{{1,9}}){Regex.Escape(behind)}") is { Success: true } found
            ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static string Write(string layout, DateTimeOffset at)
    {
        var text = new StringBuilder();
        for (var i = 0; i < layout.Length;)
        {
            var part = Parts.FirstOrDefault(p => string.CompareOrdinal(layout, i, p.Go, 0, p.Go.Length) == 0
                && !(p.Go is "Jan" or "Mon" && i + 3 < layout.Length && char.IsAsciiLetterLower(layout[i + 3])));
            if (part.Go is not null)
                text.Append(at.ToString(part.Format, CultureInfo.InvariantCulture));
            else if (string.CompareOrdinal(layout, i, "pm", 0, 2) == 0)
                text.Append(at.Hour < 12 ? "am" : "pm");
            else
                text.Append(layout[i]);
            i += part.Go?.Length ?? (string.CompareOrdinal(layout, i, "pm", 0, 2) == 0 ? 2 : 1);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\{\{\s*creation_date\s*\|\s*date\s*:\s*([""'])(?<layout>[^""']*)\1\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
