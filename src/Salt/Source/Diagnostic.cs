namespace Brine.Salt.Source;

/// <summary>One thing that is wrong with a user's file, as a value: collected, never thrown.</summary>
/// <param name="Severity">Whether it stops the run.</param>
/// <param name="Code">A stable dotted word such as <c>salt.yaml.tab</c>.</param>
/// <param name="Message">What is wrong, with the value found.</param>
/// <param name="Span">Where; null when the trouble is not in one place of a file.</param>
/// <param name="Remedy">What to do about it; null when the message says all there is to say.</param>
public sealed record Diagnostic(Severity Severity, string Code, string Message, SourceSpan? Span, string? Remedy)
{
    private const int Longest = 2_000;

    /// <summary>What is wrong, with the value found: cut, for a value may be a whole file.</summary>
    public string Message { get; init; } = Short(Message);

    /// <summary>What to do about it; null when the message says all there is to say.</summary>
    public string? Remedy { get; init; } = Remedy is null ? null : Short(Remedy);

    /// <summary>A text of no more length than is of use in a message.</summary>
    public static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    /// <summary><c>file:line:col: error code: message. Remedy</c> on one line.</summary>
    public override string ToString()
    {
        var where = Span is { } span ? span + ": " : "";
        var what = Severity == Severity.Error ? "error" : "warning";
        return $"{where}{what} {Code}: {Message}" + (Remedy is null ? "" : ". " + Remedy);
    }
}
