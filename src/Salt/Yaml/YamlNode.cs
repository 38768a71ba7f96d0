using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.Yaml;

/// <summary>A piece of a YAML document that knows where it was written. Closed family: scalar, list, map.</summary>
/// <param name="Span">Where it begins.</param>
public abstract record YamlNode(SourceSpan Span);

/// <summary>A single value.</summary>
/// <param name="Value">
/// null, <see cref="bool"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/> for a whole number beyond 64 bits,
/// <see cref="double"/>, <see cref="string"/>, or bytes as a <see cref="ReadOnlyMemory{T}"/>.
/// </param>
/// <param name="Text">The scalar as written, quotes and escapes resolved.</param>
/// <param name="Kind">Which of these it is; a date's <paramref name="Value"/> is its text.</param>
/// <param name="Quoted">True for quoted and block scalars, which are always text.</param>
/// <param name="Span">Where it begins.</param>
public sealed record YamlScalar(object? Value, string Text, ScalarKind Kind, bool Quoted, SourceSpan Span)
    : YamlNode(Span)
{
    /// <summary>A text that no file holds, for example a grain.</summary>
    public static YamlScalar Of(string text, SourceSpan span = default) => new(text, text, ScalarKind.Text, true, span);

    /// <summary>A whole number that no file holds.</summary>
    public static YamlScalar Of(long number, SourceSpan span = default) =>
        new(number, number.ToString(System.Globalization.CultureInfo.InvariantCulture), ScalarKind.Integer, false,
            span);

    /// <summary>A truth value that no file holds.</summary>
    public static YamlScalar Of(bool truth, SourceSpan span = default) =>
        new(truth, truth ? "true" : "false", ScalarKind.Boolean, false, span);
}

/// <summary>
/// A sequence. Equality is by the identity of <paramref name="Items"/>; compare items where it matters.
/// </summary>
public sealed record YamlList(ImmutableArray<YamlNode> Items, SourceSpan Span) : YamlNode(Span);

/// <summary>
/// A mapping in written order, no key twice. Equality is by the identity of <paramref name="Entries"/>.
/// </summary>
public sealed record YamlMap(ImmutableArray<YamlEntry> Entries, SourceSpan Span) : YamlNode(Span)
{
    /// <summary>The value under a key whose text is <paramref name="key"/>; null when there is none.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
            if (entry.Key.Text == key)
                return entry.Value;
        return null;
    }
}

/// <summary>One <c>key: value</c> of a <see cref="YamlMap"/>.</summary>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
