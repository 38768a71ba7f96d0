namespace Brine.Salt.Source;

/// <summary>A folder of source files that somebody else reads; it answers the same all through a run.</summary>
public interface ISourceFolder
{
    /// <summary>The folder as people see it; put before paths in messages. Empty means none.</summary>
    string Root { get; }

    /// <summary>The paths of all files, relative to the root, with slashes; in ordinal order.</summary>
    IReadOnlyCollection<string> Paths { get; }

    /// <summary>
    /// A file by its relative path, which is also the <see cref="SourceFile.Path"/> of the answer; null when there is
    /// none, or it is no text.
    /// </summary>
    SourceFile? Read(string path);
}
