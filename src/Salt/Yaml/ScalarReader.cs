using System.Text;
using Brine.Salt.Source;

namespace Brine.Salt.Yaml;

/// <summary>One scalar as a node: an explicit tag decides, then quotes, then the resolver.</summary>
internal static class ScalarReader
{
    private const string Prefix = "tag:yaml.org,2002:";

    /// <param name="isPlain">False for quoted and block scalars.</param>
    /// <param name="tag">The whole tag; null when there is none.</param>
    public static YamlScalar Read(
        string text, bool isPlain, string? tag, SourceSpan span, DiagnosticBag diagnostics)
    {
        // To PyYAML a lone '!' is no tag, but it undoes quotes.
        if (tag is null or "!")
        {
            if (tag is null && !isPlain)
                return new YamlScalar(text, text, ScalarKind.Text, true, span);
            if (tag is null || text is not ("!" or "&" or "*"))
            {
                var (value, kind) = ScalarResolver.Resolve(text);
                return new YamlScalar(value, text, kind, false, span);
            }
        }
        else if (Tagged(tag, text) is { } tagged)
        {
            return new YamlScalar(tagged.Value, text, tagged.Kind, tagged.Kind == ScalarKind.Text || !isPlain, span);
        }
        diagnostics.Error("salt.yaml.tag", $"could not make '{text}' a value of the tag '{tag}'", span,
            "remove the tag, or use !!str, !!int, !!float, !!bool, !!null or, for base64, !!binary");
        return new YamlScalar(text, text, ScalarKind.Text, true, span);
    }

    private static (object? Value, ScalarKind Kind)? Tagged(string tag, string text) =>
        tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] switch
        {
            "str" or "python/unicode" => (text, ScalarKind.Text),
            "null" => (null, ScalarKind.Null),
            "timestamp" => (text, ScalarKind.Date),
            "binary" => Ascii.IsValid(text) && Base64Text.Read(text) is { } bytes
                ? ((ReadOnlyMemory<byte>)bytes, ScalarKind.Binary) : null,
            "bool" => ScalarResolver.Truth(text.ToLowerInvariant()) is { } truth ? (truth, ScalarKind.Boolean) : null,
            "int" => ScalarResolver.Integer(text) is { } number ? (number, ScalarKind.Integer) : null,
            "float" => ScalarResolver.Float(text) is { } number ? (number, ScalarKind.Float) : null,
            _ => null,
        }
        : null;
}
