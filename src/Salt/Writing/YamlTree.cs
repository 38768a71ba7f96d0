using Brine.Jinja;
using Brine.Salt.Yaml;

namespace Brine.Salt.Writing;

/// <summary>A value made ready to be written as YAML: what stands twice in it gets an anchor.</summary>
internal sealed class YamlTree
{
    private readonly Dictionary<JinjaValue, Node> _seen = new(ReferenceEqualityComparer.Instance);
    private int _anchors;
    private int _depth;

    /// <summary>Closed family.</summary>
    public abstract class Node
    {
        /// <summary>Its number among those that stand in the tree more than once; 0 for all others.</summary>
        public int Anchor { get; set; }
    }

    /// <param name="text">As it would stand without quotes.</param>
    /// <param name="isPlain">That text, unquoted, reads back as what is meant.</param>
    /// <param name="isBytes">It is base64 in lines, and has a tag that says so.</param>
    public sealed class Scalar(string text, bool isPlain, bool isBytes = false) : Node
    {
        public string Text => text;

        public bool IsBytes => isBytes;

        public bool IsPlain => isPlain;
    }

    public sealed class Sequence : Node
    {
        public List<Node> Items { get; } = [];

        public bool IsFlow { get; set; }
    }

    /// <param name="isSet">The keys are the members of a set.</param>
    public sealed class Mapping(bool isSet) : Node
    {
        public List<(Node Key, Node Value)> Entries { get; } = [];

        public bool IsSet => isSet;

        public bool IsFlow { get; set; }
    }

    /// <param name="value">The value.</param>
    /// <param name="isFlow">All on one line, all on many; null: what holds nothing but plain values on one.</param>
    public static Node Of(JinjaValue value, bool? isFlow) => new YamlTree().Read(value, isFlow);

    private Node Read(JinjaValue value, bool? isFlow)
    {
        if (value.Kind is not (JinjaKind.List or JinjaKind.Tuple or JinjaKind.Dict or JinjaKind.Set)
            || (value.Kind == JinjaKind.Tuple && !value.Items.Any()))
            return value.Kind == JinjaKind.Tuple ? new Sequence { IsFlow = isFlow ?? true } : Leaf(value);
        if (_seen.TryGetValue(value, out var seen))
        {
            if (seen.Anchor == 0)
                seen.Anchor = ++_anchors;
            return seen;
        }
        if (++_depth > 200)
            throw new JinjaException("the value is nested too deeply for YAML");
        Node node = value.Kind switch
        {
            JinjaKind.Dict => Map(value, Sorted(value), isFlow),
            JinjaKind.Set => Map(value, value.Items.Select(item => (item, JinjaValue.None)), isFlow),
            _ => List(value, isFlow),
        };
        _depth--;
        return node;
    }

    private Sequence List(JinjaValue value, bool? isFlow)
    {
        var list = new Sequence();
        _seen.Add(value, list);
        foreach (var item in value.Items)
            list.Items.Add(Read(item, isFlow));
        list.IsFlow = isFlow ?? list.Items.TrueForAll(IsSimple);
        return list;
    }

    private Mapping Map(JinjaValue value, IEnumerable<(JinjaValue Key, JinjaValue Value)> entries, bool? isFlow)
    {
        var map = new Mapping(value.Kind == JinjaKind.Set);
        _seen.Add(value, map);
        foreach (var (key, inner) in entries)
            map.Entries.Add((Read(key, isFlow), Read(inner, isFlow)));
        map.IsFlow = isFlow ?? map.Entries.TrueForAll(entry => IsSimple(entry.Key) && IsSimple(entry.Value));
        return map;
    }

    private static bool IsSimple(Node node) => node is Scalar { IsPlain: true };

    /// <summary>PyYAML sorts a dict by its keys if it can, and leaves an <c>OrderedDict</c> as it is.</summary>
    private static IEnumerable<(JinjaValue Key, JinjaValue Value)> Sorted(JinjaValue dict)
    {
        var entries = dict.Entries.Select(entry => (entry.Key, entry.Value)).ToList();
        if (PythonOperations.IsOrdered(dict))
            return entries;
        try
        {
            return [.. PythonOperations.Sort(entries.Select(entry => entry.Key))
                .Select(key => (key, PythonOperations.Item(dict, key)!))];
        }
        catch (JinjaException)
        {
            return entries; // keys of several kinds have no order
        }
    }

    private static Scalar Leaf(JinjaValue value) => value.Kind switch
    {
        JinjaKind.None => new Scalar("null", isPlain: true),
        JinjaKind.Boolean => new Scalar(value.IsTrue ? "true" : "false", isPlain: true),
        JinjaKind.Integer => new Scalar(value.ToText(), isPlain: true),
        JinjaKind.Float => new Scalar(Float(value.ToText()), isPlain: true),
        JinjaKind.Text when PythonOperations.TypeName(value) == "str" =>
            new Scalar(value.ToText(), IsPlainText(value.ToText())),
        _ when PythonOperations.Content(value) is { } bytes => new Scalar(Base64Text.Lines(bytes), isPlain: false, isBytes: true),
        _ => new Scalar("NULL", isPlain: true), // what Salt writes for anything that YAML has no word for
    };

    private static string Float(string text) => text switch
    {
        "inf" => ".inf",
        "-inf" => "-.inf",
        "nan" => ".nan",
        _ when !text.Contains('.') && text.Contains('e') => text.Replace("e", ".0e", StringComparison.Ordinal),
        _ => text,
    };

    /// <summary>True when PyYAML would read the bare text as a text.</summary>
    private static bool IsPlainText(string text) =>
        text is not ("=" or "<<") && PlainMeaning.Of(text) == ScalarKind.Text;
}
