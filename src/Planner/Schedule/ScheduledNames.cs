using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Brine.Planner.Schedule;

/// <summary>
/// The names that a <c>snapshots.pattern</c> makes, for scheduled snapshots and for manual ones without a name. The date is
/// that of the server's own clock.
/// </summary>
public sealed partial class ScheduledNames
{
    private readonly string _pattern;
    private readonly Regex _names;

    private ScheduledNames(string pattern, bool isUnderstood, Regex names) =>
        (_pattern, IsUnderstood, _names) = (pattern, isUnderstood, names);

    /// <summary>False: it holds a template that only Incus can carry out; then any name may be one of its.</summary>
    public bool IsUnderstood { get; }

    /// <param name="pattern">Empty: Incus's own, <c>snap%d</c>.</param>
    public static ScheduledNames Of(string pattern)
    {
        if (pattern.Length == 0)
            pattern = "snap%d";
        var names = new StringBuilder("^");
        var at = 0;
        var isUnderstood = true;
        foreach (Match tag in Tag().Matches(pattern))
        {
            names.Append(Literal(pattern[at..tag.Index]));
            at = tag.Index + tag.Length;
            if (DateTag().Match(tag.Value) is { Success: true } date)
                names.Append(GoLayout.Regex(date.Groups["layout"].Value));
            else
                (isUnderstood, _) = (false, names.Append(".*"));
        }

        names.Append(Literal(pattern[at..]));
        // A name that is taken gets a number behind it.
        if (!pattern.Contains("%d", StringComparison.Ordinal))
            names.Append("(-[0-9]+)?");
        return new ScheduledNames(pattern, isUnderstood, new Regex(names.Append(@"\z").ToString(),
            RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking));
    }

    public bool Matches(string name) => _names.IsMatch(name);

    /// <summary>What a snapshot taken then is called, in the offset given; null when only Incus can tell.</summary>
    public string? Example(DateTimeOffset at, int counter = 0) => !IsUnderstood ? null
        : Tag().Replace(_pattern, tag => GoLayout.Format(DateTag().Match(tag.Value).Groups["layout"].Value, at))
            .Replace("%d", counter.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>False: a plain text or a counter.</summary>
    public bool HasDate => Tag().IsMatch(_pattern);

    /// <summary>What the next one is called, beside those that are there: Incus counts on from the highest.</summary>
    public string? Next(DateTimeOffset at, IEnumerable<string> existing)
    {
        if (!IsUnderstood)
            return null;
        var taken = existing.ToHashSet(StringComparer.Ordinal);
        var name = Tag().Replace(_pattern, tag => GoLayout.Format(DateTag().Match(tag.Value).Groups["layout"].Value, at));
        if (!name.Contains("%d", StringComparison.Ordinal))
        {
            if (!taken.Contains(name))
                return name;
            name += "-%d";
        }

        var around = name.Split("%d", 2);
        // It reads them by its pattern, which no name ever fits that holds another '%'.
        var counter = around.Any(a => a.Contains('%', StringComparison.Ordinal)) ? 0
            : taken.Where(n => n.StartsWith(around[0], StringComparison.Ordinal)).Select(n => Counter(n[around[0].Length..], around[1])).Append(0).Max();
        return around[0] + counter.ToString(CultureInfo.InvariantCulture) + around[1];
    }

    private static int Counter(string rest, string behind)
    {
        var digits = rest.TakeWhile(char.IsAsciiDigit).Count();
        return rest.AsSpan(digits).StartsWith(behind, StringComparison.Ordinal)
            && int.TryParse(rest.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number + 1 : 0;
    }

    private static string Literal(string text) =>
        string.Join("[0-9]+", text.Split("%d").Select(Regex.Escape));

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\{\{-?\s*creation_date\s*\|\s*date\s*:\s*([""'])(?<layout>[^""']*)\1\s*-?\}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DateTag();
}
