using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>A module under an ID, with the list below it: a text in it names a function, a mapping is an argument.</summary>
internal sealed record HighFunction(string Module, SourceSpan Span, List<YamlNode> Items)
{
    /// <summary>The arguments, each with the key that Salt goes by (the first of its mapping).</summary>
    public IEnumerable<(string Key, YamlMap Argument)> Arguments =>
        Items.OfType<YamlMap>().Where(map => !map.Entries.IsEmpty).Select(map => (map.Entries[0].Key.Text, map));

    /// <summary>An argument made by the compiler.</summary>
    public static YamlMap Argument(string key, YamlNode value, SourceSpan span) =>
        new([new YamlEntry(YamlScalar.Of(key, span), value)], span);
}
