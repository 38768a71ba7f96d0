using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.Templates;

/// <summary>What rendering a template gave.</summary>
/// <param name="Text">The text; null when an error kept it from being made.</param>
/// <param name="Diagnostics">Empty when all is well.</param>
public sealed record Rendering(string? Text, ImmutableArray<Diagnostic> Diagnostics);
