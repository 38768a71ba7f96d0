using Brine.Salt.Source;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Brine.Salt.Yaml;

/// <summary>One scalar of the parser as a node: an explicit tag decides, then quotes, then the resolver.</summary>
internal static class ScalarReader
{
    private const string Prefix = "tag:yaml.org,2002:";

    public static YamlScalar Read(Scalar scalar, SourceSpan span, DiagnosticBag diagnostics)
    {
        var quoted = scalar.Style != ScalarStyle.Plain;
        var text = scalar.Value;
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            var (value, kind) = quoted ? (text, ScalarKind.Text) : ScalarResolver.Resolve(text);
            return new YamlScalar(value, text, kind, quoted, span);
        }
        if (Tagged(scalar.Tag.Value, text) is { } tagged)
            return new YamlScalar(tagged.Value, text, tagged.Kind, quoted, span);
        diagnostics.Error("salt.yaml.tag", $"could not make '{text}' a value of the tag '{scalar.Tag.Value}'", span,
            "remove the tag, or use !!str, !!int, !!float, !!bool or !!null");
        return new YamlScalar(text, text, ScalarKind.Text, quoted, span);
    }

    private static (object? Value, ScalarKind Kind)? Tagged(string tag, string text) =>
        tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] switch
        {
            "str" or "python/unicode" => (text, ScalarKind.Text),
            "null" => (null, ScalarKind.Null),
            "timestamp" => (text, ScalarKind.Date),
            "bool" => ScalarResolver.Truth(text) is { } truth ? (truth, ScalarKind.Boolean) : null,
            "int" => ScalarResolver.Integer(text) is { } number ? (number, ScalarKind.Integer) : null,
            "float" => ScalarResolver.Resolve(text) switch
            {
                (double number, _) => (number, ScalarKind.Float),
                (long number, _) => ((double)number, ScalarKind.Float),
                _ => null,
            },
            _ => null,
        }
        : null;
}
