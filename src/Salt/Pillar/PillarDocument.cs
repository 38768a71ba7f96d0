using Brine.Salt.Yaml;

namespace Brine.Salt.Pillar;

/// <summary>A pillar file named on the command line, to be compiled to declarations.</summary>
/// <param name="Path">The file as people see it.</param>
/// <param name="Root">Its top mapping; it has a key <c>incus</c>.</param>
public sealed record PillarDocument(string Path, YamlMap Root);
