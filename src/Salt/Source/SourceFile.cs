namespace Brine.Salt.Source;

/// <summary>A file that was read before compiling began.</summary>
/// <param name="Path">The path as it is shown to people; slashes separate folders.</param>
/// <param name="Text">The whole text, line ends as they are in the file.</param>
public sealed record SourceFile(string Path, string Text);
