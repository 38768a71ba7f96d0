using System.Numerics;
using Brine.Jinja;
using Brine.Salt.Yaml;

namespace Brine.Salt.Templates;

/// <summary>YAML as templates see it.</summary>
internal static class NodeValue
{
    public static JinjaValue Of(YamlNode? node) => node switch
    {
        null => JinjaValue.None,
        YamlList list => JinjaValue.List(list.Items.Select(Of)),
        YamlMap map => JinjaValue.Dict(map.Entries.Select(entry =>
            KeyValuePair.Create(Of(entry.Key), Of(entry.Value)))),
        YamlScalar scalar => scalar.Value switch
        {
            null => JinjaValue.None,
            bool truth => JinjaValue.Of(truth),
            long number => JinjaValue.Of(number),
            BigInteger number => JinjaValue.Of(number),
            double number => JinjaValue.Of(number),
            _ => JinjaValue.Of(scalar.Text),
        },
        _ => throw new InvalidOperationException("YamlNode is a closed family"),
    };

    /// <summary>A mapping with texts for keys.</summary>
    public static JinjaValue Dict(IEnumerable<(string Key, JinjaValue Value)> entries) =>
        JinjaValue.Dict(entries.Select(entry => KeyValuePair.Create(JinjaValue.Of(entry.Key), entry.Value)));
}
