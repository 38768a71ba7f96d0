using Brine.Salt.Source;

namespace Brine.Converge.Read;

/// <summary>A root on disk. Nothing of it is read before it is asked for; what was read stays the same for the run.</summary>
internal sealed class SourceFolder : ISourceFolder
{
    private readonly string _folder;
    private readonly ReadLog _log;
    private readonly Dictionary<string, SourceFile?> _files = new(StringComparer.Ordinal);
    private readonly Lazy<List<string>> _paths;

    /// <param name="folder">Where it is.</param>
    /// <param name="shown">How people named it; empty: the current folder.</param>
    /// <param name="most">Files that a pattern may find.</param>
    /// <param name="log">Where trouble is told.</param>
    public SourceFolder(string folder, string shown, int most, ReadLog log)
    {
        (_folder, Root, _log) = (folder, shown.Length > 1 ? shown.TrimEnd('/') : shown, log);
        _paths = new Lazy<List<string>>(() => Walk(most));
    }

    public string Root { get; }

    public IReadOnlyCollection<string> Paths => _paths.Value;

    public SourceFile? Read(string path)
    {
        if (_files.TryGetValue(path, out var known))
            return known;
        var full = Path.Combine(_folder, path);
        return _files[path] = File.Exists(full) ? _log.Read(full, path, isNamed: false) : null;
    }

    private List<string> Walk(int most)
    {
        // Hidden folders hold version control, not states; links could lead in circles or out of the root's size.
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            MaxRecursionDepth = 32,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.Device,
        };
        var found = new List<string>();
        try
        {
            foreach (var path in Directory.EnumerateFiles(_folder, "*", options))
            {
                if (found.Count >= most)
                {
                    _log.Warn("converge.read.root-size", $"the folder '{_folder}' holds more than {most} files: not all "
                        + "of them are found by a pattern", "name a smaller folder with --state-root");
                    break;
                }

                found.Add(Path.GetRelativePath(_folder, path));
            }
        }
        catch (IOException e)
        {
            // A folder may vanish, or hold what only looks like one (/proc), while it is walked.
            _log.Warn("converge.read.root", $"the folder '{_folder}' cannot be read to its end: {e.Message}",
                "name a smaller folder with --state-root");
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
