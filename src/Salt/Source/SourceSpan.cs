using System.Globalization;

namespace Brine.Salt.Source;

/// <summary>A place in a source file: line and column count from 1.</summary>
/// <param name="File">The path as it is shown to people.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column, in UTF-16 units.</param>
public readonly record struct SourceSpan(string File, int Line, int Column)
{
    /// <summary>
    /// True when the line counts in the rendered text, because what Jinja made of the template
    /// leaves no way to tell which template line it came from.
    /// </summary>
    public bool IsRendered { get; init; }

    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
