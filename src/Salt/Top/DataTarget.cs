using System.Globalization;
using Brine.Salt.Yaml;

namespace Brine.Salt.Top;

/// <summary>
/// Salt's <c>key:subkey:value</c> targets over grains and pillars. The longest key is tried first, so that a value may
/// hold the delimiter; a key alone matches when it is there; case does not matter.
/// </summary>
/// <param name="matches">Pattern and value, both in lower case → whether they fit.</param>
/// <param name="delimiter">Between keys.</param>
internal sealed class DataTarget(Func<string, string, bool> matches, string delimiter)
{
    public bool Matches(YamlNode data, string expression)
    {
        var parts = expression.Split(delimiter);
        for (var length = parts.Length - 1; length > 0; length--)
        {
            var key = string.Join(delimiter, parts[..length]);
            var (found, wanted) = key == "*"
                ? (data, expression)
                : (At(data, parts[..length]), string.Join(delimiter, parts[length..]));
            var isMatch = found switch
            {
                null or YamlMap { Entries.IsEmpty: true } => false,
                YamlMap map => InMap(map, wanted),
                YamlList list => list.Items.Any(item => (item is YamlMap map && InMap(map, wanted)) || Fits(item, wanted)),
                _ => Fits(found, wanted),
            };
            if (isMatch)
                return true;
        }
        return false;
    }

    private bool InMap(YamlMap map, string wanted)
    {
        var isWild = wanted.StartsWith("*:", StringComparison.Ordinal);
        var rest = isWild ? wanted[2..] : wanted;
        if (rest == "*" || map.Find(rest) is not null || Matches(map, rest))
            return true;
        return isWild && map.Entries.Any(entry => entry.Value switch
        {
            YamlMap inner => InMap(inner, rest),
            YamlList list => list.Items.Any(item => Fits(item, rest)),
            var value => Fits(value, rest),
        });
    }

    private bool Fits(YamlNode value, string wanted) =>
        matches(wanted.ToLowerInvariant(), Text(value).ToLowerInvariant());

    private static YamlNode? At(YamlNode data, IEnumerable<string> keys)
    {
        var at = data;
        foreach (var key in keys)
        {
            var next = at switch
            {
                YamlMap map => map.Find(key),
                YamlList list when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) =>
                    list.Items.ElementAtOrDefault(index),
                YamlList list => list.Items.OfType<YamlMap>().Select(map => map.Find(key)).FirstOrDefault(one => one is not null),
                _ => null,
            };
            if (next is null)
                return null;
            at = next;
        }
        return at;
    }

    /// <summary>As Python prints it.</summary>
    private static string Text(YamlNode value) => value switch
    {
        YamlScalar { Value: null } => "None",
        YamlScalar { Value: bool truth } => truth ? "True" : "False",
        YamlScalar { Value: long number } => number.ToString(CultureInfo.InvariantCulture),
        YamlScalar scalar => scalar.Text,
        _ => "",
    };
}
