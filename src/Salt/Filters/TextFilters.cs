using System.Globalization;
using System.Text.RegularExpressions;
using Brine.Jinja;

namespace Brine.Salt.Filters;

/// <summary>quote, to_bool, to_num, regular expressions, path_join</summary>
internal static partial class TextFilters
{
    /// <summary>Bounds a pattern that backtracks without end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void AddTo(Dictionary<string, Func<JinjaCall, JinjaValue>> filters)
    {
        filters["quote"] = call => JinjaValue.Of(Quote(call.Subject().ToText()));
        filters["to_bool"] = call => JinjaValue.Of(Truth(call.Subject()));
        filters["to_num"] = call => Number(call.Subject());
        filters["regex_replace"] = Replace;
        filters["regex_search"] = call => Groups(Match(call, anchored: false));
        filters["regex_match"] = call => Groups(Match(call, anchored: true));
        filters["path_join"] = call => JinjaValue.Of(call.Positional.Select(part => part.ToText()).Aggregate(Join));
        filters["contains_whitespace"] = call => JinjaValue.Of(call.Subject().ToText().Any(char.IsWhiteSpace));
        filters["to_snake_case"] = call => JinjaValue.Of(Hump().Replace(call.Subject().ToText(),
            "_$0").ToLowerInvariant());
    }

    /// <summary>What the pattern in the first argument finds; null when nothing.</summary>
    public static Match? Match(JinjaCall call, bool anchored)
    {
        var pattern = call.Needed(0, "rgx").ToText();
        return Guard(() => Pattern(anchored ? $@"\A(?:{pattern})" : pattern, call, 1).Match(call.Subject().ToText()));
    }

    private static JinjaValue Replace(JinjaCall call)
    {
        var regex = Pattern(call.Needed(0, "rgx").ToText(), call, 2);
        var with = call.Needed(1, "val").ToText().Replace("$", "$$", StringComparison.Ordinal);
        var replacement = BackReference().Replace(with, "$${${name}}");
        return JinjaValue.Of(Guard(() => regex.Replace(call.Subject().ToText(), replacement)));
    }

    private static Regex Pattern(string pattern, JinjaCall call, int flags)
    {
        var options = RegexOptions.CultureInvariant;
        if (call.Flag(flags, "ignorecase", otherwise: false))
            options |= RegexOptions.IgnoreCase;
        if (call.Flag(flags + 1, "multiline", otherwise: false))
            options |= RegexOptions.Multiline;
        var ours = pattern.Replace("(?P<", "(?<", StringComparison.Ordinal).Replace(@"\Z", @"\z",
            StringComparison.Ordinal);
        return Guard(() => new Regex(ours, options, Patience));
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException error)
        {
            throw new JinjaException("the regular expression is wrong: " + error.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JinjaException("the regular expression takes too long on this text");
        }
    }

    private static JinjaValue Groups(Match? match) => match is not { Success: true }
        ? JinjaValue.None
        : JinjaValue.Tuple(match.Groups.Cast<Group>().Skip(1)
            .Select(group => group.Success ? JinjaValue.Of(group.Value) : JinjaValue.None));

    private static string Quote(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c)
        || "@%+=:,./-_".Contains(c, StringComparison.Ordinal))
        ? text
        : "'" + text.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";

    private static bool Truth(JinjaValue value) => value.Kind switch
    {
        JinjaKind.None => false,
        JinjaKind.Boolean => value.IsTrue,
        JinjaKind.Text => value.ToText().ToLowerInvariant() is "yes" or "1" or "true",
        JinjaKind.Integer => value.TryGetInteger(out var number) && number > 0,
        _ => value.IsTrue,
    };

    private static JinjaValue Number(JinjaValue value)
    {
        var text = value.ToText();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JinjaValue.Of(whole);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JinjaValue.Of(number)
            : value;
    }

    private static string Join(string path, string part) =>
        part.StartsWith('/') ? part : path.Length == 0 || path.EndsWith('/') ? path + part : path + "/" + part;

    [GeneratedRegex(@"\\(?:g<(?<name>\w+)>|(?<name>[0-9]+))", RegexOptions.CultureInvariant)]
    private static partial Regex BackReference();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Hump();
}
