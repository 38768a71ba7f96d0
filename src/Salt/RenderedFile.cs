using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>One file that a compilation read, on all its levels: what is written, rendered, and read as YAML.</summary>
/// <param name="Source">The file as written, its path as people see it.</param>
/// <param name="Text">What its template rendered to; null when that failed.</param>
/// <param name="Root">Its tree; null when it is empty or could not be read.</param>
public sealed record RenderedFile(SourceFile Source, string? Text, YamlNode? Root);
