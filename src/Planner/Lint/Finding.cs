using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>One thing found in the files.</summary>
/// <param name="Rule">The name of the rule, or the code of a compile diagnostic.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong, with the value found.</param>
/// <param name="Span">Where; null when it is not in one place of a file.</param>
/// <param name="Remedy">What to do; null when the message says it all.</param>
public sealed record Finding(
    string Rule, FindingSeverity Severity, string Message, SourceSpan? Span, string? Remedy)
{
    /// <summary>What is wrong, with the value found; cut, for a value may be a whole file.</summary>
    public string Message { get; init; } = Diagnostic.Short(Message);

    /// <summary>What to do; null when the message says it all.</summary>
    public string? Remedy { get; init; } = Remedy is null ? null : Diagnostic.Short(Remedy);

    /// <summary>The line there; null when there is no such line, or it is too long. Of the rendered text where the span says so.</summary>
    public string? SourceLine { get; init; }

    /// <summary><c>file:line:col: severity rule: message. Remedy</c> on one line.</summary>
    public override string ToString() =>
        (Span is { } span ? span + ": " : "") + $"{Severity.ToString().ToLowerInvariant()} {Rule}: {Message}"
        + (Remedy is null ? "" : ". " + Remedy);
}
