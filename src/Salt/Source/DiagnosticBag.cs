using System.Collections.Immutable;

namespace Brine.Salt.Source;

/// <summary>Collects what there is to tell while files are read.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<Diagnostic> _seen = [];

    public int Count => _found.Count;

    public bool HasErrors => _found.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _found];

    /// <summary>
    /// File by file in the order in which they first have something to tell, each from top to bottom.
    /// </summary>
    public ImmutableArray<Diagnostic> InFileOrder()
    {
        var files = _found.Select(diagnostic => diagnostic.Span?.File ?? "").Distinct().ToList();
        return [.. _found.OrderBy(diagnostic => files.IndexOf(diagnostic.Span?.File ?? ""))
            .ThenBy(diagnostic => diagnostic.Span?.Line ?? 0)];
    }

    public void Add(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            _seen.Add(diagnostic);
            _found.Add(diagnostic);
        }
    }

    public void Error(string code, string message, SourceSpan? span, string? remedy = null) =>
        Add(Severity.Error, code, message, span, remedy);

    public void Warn(string code, string message, SourceSpan? span, string? remedy = null) =>
        Add(Severity.Warning, code, message, span, remedy);

    private void Add(Severity severity, string code, string message, SourceSpan? span, string? remedy)
    {
        var told = span is { IsRendered: true } ? message + " (line of the rendered text)" : message;
        var diagnostic = new Diagnostic(severity, code, told, span, remedy);
        if (_seen.Add(diagnostic))
            _found.Add(diagnostic);
    }
}
