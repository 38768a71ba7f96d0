using System.Collections.Immutable;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>
/// What the files say. With errors, the declarations are those that could be read: show, never apply.
/// </summary>
public sealed record CompileResult
{
    /// <summary>
    /// The states of all state files and their includes, sorted by <see cref="StateDeclaration.Order"/>.
    /// </summary>
    public ImmutableArray<StateDeclaration> States { get; init; } = [];

    /// <summary>The pillar files among those named on the command line, in that order.</summary>
    public ImmutableArray<PillarDocument> Pillars { get; init; } = [];

    /// <summary>All pillar data merged, as templates see it; null when there is none.</summary>
    public YamlMap? Pillar { get; init; }

    /// <summary>Every file that was read, includes and pillar data too; without those that only templates import.</summary>
    public ImmutableArray<RenderedFile> Files { get; init; } = [];

    /// <summary>Everything to tell the user, in the order of the files.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>True when a diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}
