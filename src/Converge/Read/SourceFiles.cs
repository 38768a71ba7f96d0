using System.Collections.Immutable;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Converge.Read;

/// <summary>What is to be compiled. With problems, nothing of it should be.</summary>
public sealed class SourceFiles
{
    private readonly ReadLog _log;

    internal SourceFiles(CompileRequest request, YamlMap? grains, ReadLog log) => (Request, Grains, _log) = (request, grains, log);

    /// <summary>All that the compiler wants to know. Its trees read files as the compiler asks for them.</summary>
    public CompileRequest Request { get; }

    /// <summary>Grains that the minion's configuration adds; null when there are none.</summary>
    public YamlMap? Grains { get; }

    /// <summary>
    /// One error a file that could not be read, and warnings for what a root holds but is too large; more may come while
    /// the request is compiled.
    /// </summary>
    public ImmutableArray<Diagnostic> Problems => [.. _log.Found];

    public bool HasErrors => _log.Found.Any(p => p.Severity == Severity.Error);
}
