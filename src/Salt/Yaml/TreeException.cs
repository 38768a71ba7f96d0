using Brine.Salt.Source;

namespace Brine.Salt.Yaml;

/// <summary>
/// Ends the reading of a document that cannot be made a tree; caught in <see cref="YamlReader"/> alone.
/// </summary>
internal sealed class TreeException(string code, string message, SourceSpan span, string? remedy = null)
    : Exception(message)
{
    public string Code { get; } = code;

    public SourceSpan Span { get; } = span;

    public string? Remedy { get; } = remedy;
}
