using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.Yaml;

/// <summary>What <see cref="YamlReader"/> made of a text.</summary>
/// <param name="Root">The document; null when it is empty or an error kept it from being read.</param>
/// <param name="Diagnostics">Empty when all is well.</param>
public sealed record YamlReading(YamlNode? Root, ImmutableArray<Diagnostic> Diagnostics);
