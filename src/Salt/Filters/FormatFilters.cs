using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;
using Brine.Salt.Writing;

namespace Brine.Salt.Filters;

/// <summary>json, yaml, xml, python: values as text, and text as values</summary>
internal static class FormatFilters
{
    public static FilterLine[] Table =>
    [
        new("json", "value sort_keys? indent?", (a, _) => JinjaValue.Markup(new JsonWriter
        {
            SortsKeys = a.Flag("sort_keys", otherwise: true),
            Indent = Indent(a),
        }.Write(a.Value("value")).Trim())),
        new("tojson", "val indent? sort_keys? ensure_ascii? separators?", ToJson),
        new("yaml", "value flow_style?", (a, _) => Yaml(a.Value("value"), Style(a, otherwise: true))),
        new("dict_to_sls_yaml_params", "value flow_style?", (a, _) => Yaml(
            JinjaValue.List(Dict(a, "value").Select(entry => JinjaValue.Dict([entry]))), Style(a, otherwise: false))),
        new("yaml_encode", "data", (a, _) => JinjaValue.Of(YamlScalarText.Encoded(a.Value("data")))),
        new("yaml_dquote", "text", (a, _) => JinjaValue.Of(YamlScalarText.DoubleQuoted(a.Shown("text")))),
        new("yaml_squote", "text", (a, _) => JinjaValue.Of(YamlScalarText.SingleQuoted(a.Shown("text")))),
        new("xml", "value", (a, _) => JinjaValue.Markup(XmlWriter.Write(a.Value("value")))),
        new("python", "value", (a, _) => JinjaValue.Markup(
            PythonOperations.Filter("pprint", a.Call).ToText().Trim())),
        new("load_yaml", "value", (a, _) => TextData.Yaml(Source(a, "YAML"))),
        new("load_json", "value", (a, _) => TextData.Json(Source(a, "JSON"))),
        new("load_text", "value", (a, _) => a.Value("value") is JinjaObject module
            ? JinjaValue.Of(module.ToText())
            : a.Value("value")),
        new("json_decode_dict", "data", (a, _) => Encoded(a, JinjaKind.Dict)), // as in Salt: both give bytes
        new("json_decode_list", "data", (a, _) => Encoded(a, JinjaKind.List)),
        new("json_encode_dict", "data", (a, _) => Encoded(a, JinjaKind.Dict)),
        new("json_encode_list", "data", (a, _) => Encoded(a, JinjaKind.List)),
    ];

    private static JinjaValue Yaml(JinjaValue value, bool? isFlow)
    {
        var text = YamlWriter.Write(value, isFlow).Trim();
        return JinjaValue.Markup(text);
    }

    private static bool? Style(Arguments a, bool otherwise) => a["flow_style"] switch
    {
        null => otherwise,
        { Kind: JinjaKind.None } => null,
        var style => style.IsTrue,
    };

    private static string? Indent(Arguments a) => a.Given("indent") switch
    {
        null => null,
        var value when value.TryGetText(out var text) => text,
        var value when value.TryGetInteger(out var width) => new string(' ', (int)Math.Clamp(width, 0, 40)),
        _ => throw a.Wrong("'indent' must be a number or a text"),
    };

    private static JinjaValue ToJson(Arguments a, ISaltHost host)
    {
        var separators = a.Given("separators")?.Items.Select(sign => sign.ToText()).ToList();
        var text = new JsonWriter
        {
            SortsKeys = a.Flag("sort_keys"),
            Indent = Indent(a),
            IsAscii = a.Flag("ensure_ascii", otherwise: true),
            Comma = separators is [var comma, _] ? comma : null,
            Colon = separators is [_, var colon] ? colon : ": ",
        }.Write(a.Value("val"));
        return JinjaValue.Of(text.Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal)
            .Replace("'", "\\u0027", StringComparison.Ordinal));
    }

    /// <summary>The text of a filter that reads; an imported template counts as what it renders to.</summary>
    private static string Source(Arguments a, string format) => a.Value("value") switch
    {
        var value when value.TryGetText(out var text) => text,
        JinjaObject { Kind: JinjaKind.Object } module => module.ToText(),
        { Kind: JinjaKind.Undefined } missing => missing.ToText(),
        var other => throw a.Wrong($"{format} is read from a text, not from {PythonOperations.TypeName(other)}"),
    };

    private static IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Dict(Arguments a, string name) =>
        a.Value(name) is { Kind: JinjaKind.Dict } dict ? dict.Entries : throw a.Wrong($"'{name}' must be a mapping");

    /// <summary>Every text as bytes, tuples as lists.</summary>
    private static JinjaValue Encoded(Arguments a, JinjaKind kind) => Rewritten(Data(a, kind),
        text => text.TryGetText(out var plain) ? JinjaValue.Bytes(System.Text.Encoding.UTF8.GetBytes(plain)) : text);

    private static JinjaValue Data(Arguments a, JinjaKind kind) => a.Value("data") switch
    {
        var data when data.Kind == kind => data,
        var data when kind == JinjaKind.List && PythonOperations.CanWalk(data) =>
            JinjaValue.List(PythonOperations.Walk(data)),
        _ => throw a.Wrong(kind == JinjaKind.Dict ? "'data' must be a mapping" : "'data' must be a list"),
    };

    private static JinjaValue Rewritten(JinjaValue value, Func<JinjaValue, JinjaValue> leaf) => value.Kind switch
    {
        JinjaKind.Dict => JinjaValue.Dict(value.Entries.Select(entry =>
            KeyValuePair.Create(Rewritten(entry.Key, leaf), Rewritten(entry.Value, leaf)))),
        JinjaKind.List or JinjaKind.Tuple => JinjaValue.List(value.Items.Select(item => Rewritten(item, leaf))),
        _ => leaf(value),
    };
}
