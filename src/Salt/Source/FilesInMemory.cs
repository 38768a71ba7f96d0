using System.Collections.Frozen;

namespace Brine.Salt.Source;

/// <summary>A folder whose files are all there already.</summary>
internal sealed class FilesInMemory : ISourceFolder
{
    private readonly FrozenDictionary<string, SourceFile> _files;

    public FilesInMemory(IEnumerable<SourceFile> files, string root)
    {
        _files = files.ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
        Paths = [.. _files.Keys.Order(StringComparer.Ordinal)];
        Root = root;
    }

    public string Root { get; }

    public IReadOnlyCollection<string> Paths { get; }

    public SourceFile? Read(string path) => _files.GetValueOrDefault(path);
}
