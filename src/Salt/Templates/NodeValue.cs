using System.Numerics;
using Brine.Jinja;
using Brine.Salt.Yaml;

namespace Brine.Salt.Templates;

/// <summary>YAML as templates see it.</summary>
internal static class NodeValue
{
    /// <summary>As the filter <c>load_yaml</c> gives it, in plain mappings.</summary>
    public static JinjaValue Of(YamlNode? node) => Of(node, JinjaValue.Dict);

    /// <summary>As files are read: its mappings keep their order when they are written as YAML again.</summary>
    public static JinjaValue Ordered(YamlNode? node) => Of(node, PythonOperations.OrderedDict);

    /// <summary>A mapping with texts for keys.</summary>
    public static JinjaValue Dict(IEnumerable<(string Key, JinjaValue Value)> entries) =>
        JinjaValue.Dict(entries.Select(entry => KeyValuePair.Create(JinjaValue.Of(entry.Key), entry.Value)));

    private static JinjaValue Of(YamlNode? node, Func<IEnumerable<KeyValuePair<JinjaValue, JinjaValue>>, JinjaValue> dict) =>
        node switch
        {
            null => JinjaValue.None,
            YamlList list => JinjaValue.List(list.Items.Select(item => Of(item, dict))),
            YamlMap map => dict(map.Entries.Select(entry => KeyValuePair.Create(Of(entry.Key, dict), Of(entry.Value, dict)))),
            YamlScalar scalar => scalar.Value switch
            {
                null => JinjaValue.None,
                bool truth => JinjaValue.Of(truth),
                long number => JinjaValue.Of(number),
                BigInteger number => JinjaValue.Of(number),
                double number => JinjaValue.Of(number),
                ReadOnlyMemory<byte> bytes => JinjaValue.Bytes(bytes.ToArray()),
                _ => JinjaValue.Of(scalar.Text),
            },
            _ => throw new InvalidOperationException("YamlNode is a closed family"),
        };
}
