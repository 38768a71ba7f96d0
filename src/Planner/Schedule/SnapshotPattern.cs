using System.Collections.Frozen;
using System.Text;

namespace Brine.Planner.Schedule;

/// <summary>
/// <c>snapshots.pattern</c>: Incus expands pongo2 templates (<c>{{ creation_date|date:"20060102" }}</c>, Go's layout) and
/// one <c>%d</c>, its counter. It knows no strftime: <c>auto-%Y%m%d</c> becomes the name <c>auto-%Y%m0</c>, once; every
/// later run fails, and takes the other instances' schedules down with it (facts/incus-api.md §4, tried).
/// </summary>
public static class SnapshotPattern
{
    private static readonly FrozenDictionary<char, string> Layouts = new Dictionary<char, string>
    {
        ['Y'] = "2006", ['y'] = "06", ['m'] = "01", ['d'] = "02", ['H'] = "15", ['I'] = "03", ['M'] = "04", ['S'] = "05",
        ['p'] = "PM", ['b'] = "Jan", ['B'] = "January", ['a'] = "Mon", ['A'] = "Monday", ['j'] = "002",
        ['F'] = "2006-01-02", ['T'] = "15-04-05",
    }.ToFrozenDictionary();

    /// <summary>
    /// The pattern in Incus's own language. Unchanged when it holds no strftime directive; a lone <c>%d</c> is Incus's
    /// counter and stays. <paramref name="refusal"/> says why a pattern cannot be taken.
    /// </summary>
    public static string Translate(string pattern, out string? refusal)
    {
        refusal = null;
        if (!HasStrftime(pattern))
            return pattern;
        if (pattern.Contains("{{", StringComparison.Ordinal))
        {
            refusal = "it mixes strftime directives with a template";
            return pattern;
        }

        var result = new StringBuilder();
        var layout = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                Flush(result, layout);
                result.Append(pattern[i]);
                continue;
            }

            if (!Layouts.TryGetValue(pattern[++i], out var go))
            {
                refusal = $"Incus has no equal of the strftime directive '%{pattern[i]}'";
                return pattern;
            }

            layout.Append(go);
            // A separator between two directives belongs to the date: one template reads better than three.
            if (i + 2 < pattern.Length && pattern[i + 1] is '-' or '_' or '.' && pattern[i + 2] == '%')
                layout.Append(pattern[++i]);
        }

        Flush(result, layout);
        return result.ToString();
    }

    /// <summary>Any directive but a lone <c>%d</c>.</summary>
    private static bool HasStrftime(string pattern)
    {
        var directives = 0;
        for (var i = 0; i + 1 < pattern.Length; i++)
            if (pattern[i] == '%' && char.IsAsciiLetter(pattern[i + 1]))
            {
                directives++;
                if (pattern[i + 1] != 'd')
                    return true;
            }

        return directives > 1;
    }

    private static void Flush(StringBuilder result, StringBuilder layout)
    {
        if (layout.Length > 0)
            result.Append("{{ creation_date|date:\"").Append(layout).Append("\" }}");
        layout.Clear();
    }
}
