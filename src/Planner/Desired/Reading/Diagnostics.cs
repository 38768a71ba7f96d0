using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Planner.Desired.Reading;

/// <summary>What is wrong with the declarations, collected while they are compiled, so that all of it is shown at once.</summary>
internal sealed class Diagnostics
{
    private readonly ImmutableArray<Diagnostic>.Builder _found = ImmutableArray.CreateBuilder<Diagnostic>();

    public int Count => _found.Count;

    /// <summary>Each once: <c>names</c> makes several declarations of the same lines.</summary>
    public ImmutableArray<Diagnostic> All => [.. _found.Distinct()];

    public void Error(string code, string message, SourceSpan? span, string? remedy = null) =>
        _found.Add(new Diagnostic(Severity.Error, code, message, span, remedy));

    public void Warning(string code, string message, SourceSpan? span, string? remedy = null) =>
        _found.Add(new Diagnostic(Severity.Warning, code, message, span, remedy));
}
