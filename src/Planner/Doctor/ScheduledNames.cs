namespace Brine.Planner.Doctor;

/// <summary>Names that a <c>snapshots.pattern</c> can have made.</summary>
internal static class ScheduledNames
{
    /// <summary>Incus's own, when none is set.</summary>
    public const string Usual = "snap%d";

    /// <summary>
    /// Whether the name looks like one of the pattern's: its plain parts in their order, with something for each date or
    /// counter; behind it <c>-0</c> and so on, where a name was taken. By hand such a name can be given too.
    /// </summary>
    public static bool Matches(string pattern, string name)
    {
        var parts = Parts(pattern.Length == 0 ? Usual : pattern);
        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Count - 1; i++)
        {
            at = name.IndexOf(parts[i], Math.Min(at + 1, name.Length), StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += parts[i].Length;
        }

        return parts.Count == 1 ? IsCounted(name[at..]) : Ends(name[at..], parts[^1]) || Ends(Uncounted(name[at..]), parts[^1]);
    }

    /// <summary>The plain texts before, between and behind what varies.</summary>
    private static List<string> Parts(string pattern)
    {
        var parts = new List<string>();
        var from = 0;
        for (var at = 0; at < pattern.Length;)
        {
            var length = pattern.AsSpan(at) switch
            {
                ['%', 'd', ..] => 2,
                ['{', '{', ..] => Through(pattern, at, "}}"),
                ['{', '%', ..] => Through(pattern, at, "%}"),
                _ => 0,
            };
            if (length == 0)
            {
                at++;
                continue;
            }

            parts.Add(pattern[from..at]);
            from = at += length;
        }

        parts.Add(pattern[from..]);
        return parts;
    }

    private static int Through(string pattern, int at, string end) =>
        pattern.IndexOf(end, at, StringComparison.Ordinal) is >= 0 and var close ? close + end.Length - at : 0;

    private static bool Ends(string rest, string last) =>
        rest.Length > last.Length && rest.EndsWith(last, StringComparison.Ordinal);

    private static bool IsCounted(string rest) => rest.Length == 0 || Uncounted(rest).Length == 0;

    private static string Uncounted(string text)
    {
        var digits = text.Length;
        while (digits > 0 && char.IsAsciiDigit(text[digits - 1]))
            digits--;
        return digits < text.Length && digits > 0 && text[digits - 1] == '-' ? text[..(digits - 1)] : text;
    }
}
