using System.Collections.Immutable;

namespace Brine.Salt.Source;

/// <summary>
/// The files of one environment: one root, or several of which the first that has a file wins, as in Salt.
/// </summary>
/// <remarks>Each file's <see cref="SourceFile.Path"/> is relative to its root and uses slashes.</remarks>
public sealed class SourceTree
{
    private readonly ImmutableArray<ISourceFolder> _roots;
    private readonly Lazy<ImmutableSortedDictionary<string, string>> _names;

    /// <param name="files">The files, paths relative to the root.</param>
    /// <param name="root">The root as people see it; put before paths in messages. Empty means none.</param>
    public SourceTree(IEnumerable<SourceFile> files, string root = "")
        : this([new FilesInMemory(files, root.Length > 1 ? root.TrimEnd('/') : root)])
    {
    }

    /// <param name="roots">The roots; the first that has a file wins.</param>
    public SourceTree(ImmutableArray<ISourceFolder> roots)
    {
        _roots = roots;
        _names = new Lazy<ImmutableSortedDictionary<string, string>>(() => NamesIn(Paths));
    }

    /// <summary>A tree without files.</summary>
    public static SourceTree Empty { get; } = new([]);

    /// <summary>The first root as people see it; empty when there is none.</summary>
    public string Root => _roots.IsEmpty ? "" : _roots[0].Root;

    /// <summary>All roots as people see them, for messages.</summary>
    public IEnumerable<string> Roots => _roots.Select(root => root.Root.Length == 0 ? "the current folder" : root.Root);

    /// <summary>The paths of all files, in ordinal order, each once. Walks every root; needed for globs alone.</summary>
    public IEnumerable<string> Paths => _roots.SelectMany(root => root.Paths).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The SLS names of all state files, in ordinal order.</summary>
    public IEnumerable<string> Names => _names.Value.Keys;

    /// <summary>
    /// The file of an SLS name: <c>a.b</c> is <c>a/b.sls</c> or <c>a/b/init.sls</c>; null when neither is here.
    /// </summary>
    public SourceFile? Find(string sls)
    {
        var path = sls.Replace('.', '/');
        return At(path + ".sls") ?? At(path + "/init.sls");
    }

    /// <summary>The file at a path below a root; null when there is none.</summary>
    public SourceFile? At(string path) => Home(path)?.Read(path);

    /// <summary>A path of this tree as people see it, with its root in front.</summary>
    public string Shown(string path) => Shown((Home(path) ?? _roots.FirstOrDefault())?.Root ?? "", path);

    /// <summary>The path below a root of a file that people name so; null when it lies in none.</summary>
    public string? PathOf(string shown)
    {
        foreach (var root in _roots)
        {
            var folder = root.Root.Length == 0 ? "" : Plain(root.Root).TrimEnd('/') + "/";
            var path = Plain(shown);
            if (path.StartsWith(folder, StringComparison.Ordinal) && root.Read(path[folder.Length..]) is not null)
                return path[folder.Length..];
        }
        return null;
    }

    /// <summary>A path to compare by: the same file may be named with and without a leading <c>./</c>.</summary>
    public static string Plain(string path)
    {
        var plain = path.Replace("//", "/", StringComparison.Ordinal).Replace("/./", "/", StringComparison.Ordinal);
        while (plain.StartsWith("./", StringComparison.Ordinal))
            plain = plain[2..];
        return plain;
    }

    private ISourceFolder? Home(string path)
    {
        if (path.Length == 0 || path[0] == '/' || path.Split('/').Contains(".."))
            return null; // nothing above a root is in it
        foreach (var root in _roots)
            if (root.Read(path) is not null)
                return root;
        return null;
    }

    private static string Shown(string root, string path) =>
        root.Length == 0 ? path : root == "/" ? "/" + path : root + "/" + path;

    private static ImmutableSortedDictionary<string, string> NamesIn(IEnumerable<string> paths)
    {
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var path in paths.Where(path => path.EndsWith(".sls", StringComparison.Ordinal)))
        {
            var cut = path.EndsWith("/init.sls", StringComparison.Ordinal) ? "/init.sls".Length : ".sls".Length;
            names[path[..^cut].Replace('/', '.')] = path;
        }
        return names.ToImmutable();
    }
}
