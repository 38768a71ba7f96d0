using System.Collections.Immutable;
using System.Globalization;
using Brine.Salt.Source;

namespace Brine.Salt.Yaml;

/// <summary>
/// Makes a mapping of its pairs: merges <c>&lt;&lt;</c>, refuses a key given twice and keys that are not scalars.
/// </summary>
internal sealed class MapBuilder(SourceSpan span, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, YamlScalar> _keys = new(StringComparer.Ordinal);

    public YamlMap Build(List<(YamlNode Key, YamlNode Value)> pairs)
    {
        var own = ImmutableArray.CreateBuilder<YamlEntry>(pairs.Count);
        var merges = new List<YamlNode>();
        foreach (var (key, value) in pairs)
        {
            if (key is not YamlScalar scalar)
                diagnostics.Error("salt.yaml.key", "found unhashable key: a key must be a plain value", key.Span,
                    "if '{{' was meant for Jinja, quote it or check that the file is rendered; otherwise quote the key");
            else if (scalar is { Text: "<<", Quoted: false })
                merges.Add(value);
            else if (_keys.TryAdd(Identity(scalar), scalar))
                own.Add(new YamlEntry(scalar, value));
            else
                TellTwice(scalar);
        }
        return new YamlMap(merges.Count == 0 ? own.ToImmutable() : [.. Merged(merges), .. own], span);
    }

    /// <summary>
    /// Merged entries stand before the mapping's own. An own key that is spelt the same hides a merged one; two merged
    /// ones of the same key are an error, since Salt keeps both where PyYAML alone would drop one.
    /// </summary>
    private List<YamlEntry> Merged(List<YamlNode> merges)
    {
        var hidden = _keys.Values.Select(key => key.Text).ToHashSet(StringComparer.Ordinal);
        var entries = new List<YamlEntry>();
        foreach (var source in merges.SelectMany(merge => merge is YamlList list ? list.Items.Reverse() : [merge]))
        {
            if (source is not YamlMap map)
            {
                diagnostics.Error("salt.yaml.merge", "expected a mapping or list of mappings for merging", source.Span,
                    "give '<<' an alias of a mapping, or quote it");
                continue;
            }
            foreach (var entry in map.Entries.Where(entry => !hidden.Contains(entry.Key.Text)))
            {
                if (_keys.TryAdd(Identity(entry.Key), entry.Key))
                    entries.Add(entry);
                else
                    TellTwice(entry.Key);
            }
        }
        return entries;
    }

    private void TellTwice(YamlScalar again)
    {
        var first = _keys[Identity(again)].Span;
        var where = first.Line == again.Span.Line && !again.Span.IsRendered
            ? $"line {Line(first)} gives it twice"
            : $"line {Line(first)} and line {Line(again.Span)} both have it";
        diagnostics.Error("salt.yaml.duplicate-key", $"found conflicting ID '{again.Text}': {where}", again.Span,
            "rename or remove one of them");
    }

    private static string Line(SourceSpan span) => span.Line.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Python's notion of the same key: numbers and truth values by worth, the rest by kind and text.
    /// </summary>
    private static string Identity(YamlScalar key) => key.Value switch
    {
        bool truth => truth ? "#1" : "#0",
        long or System.Numerics.BigInteger => "#" + string.Create(CultureInfo.InvariantCulture, $"{key.Value}"),
        double number => "#" + number.ToString(CultureInfo.InvariantCulture),
        null => "~",
        ReadOnlyMemory<byte> bytes => "b" + Convert.ToBase64String(bytes.Span),
        _ => "'" + key.Text,
    };
}
