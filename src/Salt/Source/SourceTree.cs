using System.Collections.Frozen;

namespace Brine.Salt.Source;

/// <summary>
/// A state or pillar root, loaded whole: path below the root → file. Looking a file up never touches a disk.
/// </summary>
/// <remarks>Each file's <see cref="SourceFile.Path"/> is relative to the root and uses slashes.</remarks>
public sealed class SourceTree
{
    private readonly FrozenDictionary<string, SourceFile> _files;

    /// <param name="files">The files, paths relative to the root.</param>
    /// <param name="root">The root as people see it; put before paths in messages. Empty means none.</param>
    public SourceTree(IEnumerable<SourceFile> files, string root = "")
    {
        _files = files.ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
        Root = root.Length > 1 ? root.TrimEnd('/') : root;
    }

    /// <summary>A tree without files.</summary>
    public static SourceTree Empty { get; } = new([]);

    /// <summary>The root as people see it.</summary>
    public string Root { get; }

    /// <summary>Every file, by path.</summary>
    public IReadOnlyDictionary<string, SourceFile> Files => _files;

    /// <summary>
    /// The file of an SLS name: <c>a.b</c> is <c>a/b.sls</c> or <c>a/b/init.sls</c>; null when neither is here.
    /// </summary>
    public SourceFile? Find(string sls)
    {
        var path = sls.Replace('.', '/');
        return _files.GetValueOrDefault(path + ".sls") ?? _files.GetValueOrDefault(path + "/init.sls");
    }

    /// <summary>The file at a path below the root; null when there is none.</summary>
    public SourceFile? At(string path) => _files.GetValueOrDefault(path);

    /// <summary>A path of this tree as people see it, with the root in front.</summary>
    public string Shown(string path) => Root.Length == 0 ? path : Root == "/" ? "/" + path : Root + "/" + path;
}
