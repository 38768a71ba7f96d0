using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Converge.Read;

/// <summary>What was read from disk. With problems, nothing of it should be compiled.</summary>
/// <param name="Files">The files named, in that order.</param>
/// <param name="StateRoot">Where includes and imports look.</param>
/// <param name="Problems">One error a file that could not be read; warnings for what a root holds but is too
/// large.</param>
public sealed record SourceFiles(ImmutableArray<SourceFile> Files, SourceTree StateRoot,
    ImmutableArray<Diagnostic> Problems)
{
    public bool HasErrors => Problems.Any(p => p.Severity == Severity.Error);
}
