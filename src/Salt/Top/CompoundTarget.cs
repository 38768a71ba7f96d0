using System.Buffers;
using System.Text.RegularExpressions;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Top;

/// <summary>
/// Compound targets: words such as <c>G@os:Debian</c>, <c>web*</c> and <c>N@group</c>, joined by <c>and</c>, <c>or</c>,
/// <c>not</c> and parentheses that stand alone.
/// </summary>
internal sealed partial class CompoundTarget(TargetMatcher matcher, MinionOptions options, DiagnosticBag diagnostics)
{
    private static readonly SearchValues<char> PatternSigns = SearchValues.Create("([{\\?}])");

    private readonly List<string> _words = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private SourceSpan _span;
    private int _at;

    public bool Matches(IEnumerable<string> words, SourceSpan span)
    {
        _span = span;
        if (!words.All(Expand))
            return false;
        if (_words.Count == 0)
            return false;
        var result = Or();
        if (result is { } truth && _at == _words.Count)
            return truth;
        Refuse($"'{string.Join(' ', _words)}' is no compound target" +
            (_at < _words.Count ? $": '{_words[_at]}' is out of place" : ": something is missing at its end"),
            "join targets by 'and', 'or', 'not', and give parentheses spaces around them");
        return false;
    }

    /// <summary>Puts a nodegroup's own words in its place.</summary>
    private bool Expand(string word)
    {
        if (!word.StartsWith("N@", StringComparison.Ordinal))
        {
            _words.Add(word);
            return true;
        }
        var name = word[2..];
        if (!options.Nodegroups.TryGetValue(name, out var group))
            return Refuse($"there is no nodegroup '{name}'", "nodegroups come from a minion configuration (--salt-config)");
        if (!_open.Add(name))
            return Refuse($"nodegroup '{name}' holds itself", "take it out of itself");
        var words = group switch
        {
            YamlList list => list.Items.OfType<YamlScalar>().Select(item => item.Text).ToList(),
            YamlScalar text => text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList(),
            _ => [],
        };
        // Plain names without operators are a list of minions.
        var isList = words.TrueForAll(one => one is not ("and" or "or" or "not" or "(" or ")")
            && !one.Contains('*', StringComparison.Ordinal) && !Typed().IsMatch(one));
        _words.Add("(");
        var isKnown = isList && words.Count > 0 ? Expand(Joined(words)) : words.TrueForAll(Expand);
        _words.Add(")");
        _open.Remove(name);
        return isKnown;
    }

    private static string Joined(List<string> names) =>
        (names.Exists(name => name.AsSpan().IndexOfAny(PatternSigns) >= 0) ? "E@" : "L@") + string.Join(',', names);

    private bool? Or()
    {
        var result = And();
        while (result is not null && Take("or"))
            result = And() is { } right ? result.Value | right : null;
        return result;
    }

    private bool? And()
    {
        var result = Not();
        // Salt takes 'a not b' for 'a and not b'.
        while (result is not null && (Take("and") || Next("not")))
            result = Not() is { } right ? result.Value & right : null;
        return result;
    }

    private bool? Not()
    {
        if (Take("not"))
            return Not() is { } inner ? !inner : null;
        if (Take("("))
            return Or() is { } within && Take(")") ? within : null;
        if (_at >= _words.Count || _words[_at] is "and" or "or" or ")")
            return null;
        return One(_words[_at++]);
    }

    private bool One(string word)
    {
        if (Typed().Match(word) is not { Success: true } typed)
            return matcher.One("glob", word, _span)!.Value; // a kind that is known
        var delimiter = typed.Groups["delimiter"] is { Length: > 0 } given ? given.Value : ":";
        return matcher.One(typed.Groups["kind"].Value switch
        {
            "G" => "grain",
            "P" => "grain_pcre",
            "I" => "pillar",
            "J" => "pillar_pcre",
            "L" => "list",
            "S" => "ipcidr",
            "E" => "pcre",
            _ => "range",
        }, typed.Groups["target"].Value, _span, delimiter)
            ?? Refuse($"'{word}' is a target of a kind that is not supported", "use a glob, or G@ P@ E@ L@ I@ J@ S@ N@");
    }

    private bool Next(string word) => _at < _words.Count && _words[_at] == word;

    private bool Take(string word)
    {
        if (!Next(word))
            return false;
        _at++;
        return true;
    }

    private bool Refuse(string message, string remedy)
    {
        diagnostics.Error("salt.top.target", "target: " + message, _span, remedy);
        return false;
    }

    [GeneratedRegex("^(?<kind>[GPIJLNSER])((?<=[GPIJ])(?<delimiter>[^@]))?@(?<target>.+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Typed();
}
