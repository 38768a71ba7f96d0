using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Brine.Salt.Source;

namespace Brine.Converge.Read;

/// <summary>Files on disk → what the Salt room compiles. The only reader of state and pillar files.</summary>
public static class SourceReader
{
    /// <summary>One file; larger ones are data that got among the states.</summary>
    public const long LargestFile = 4L << 20;

    /// <summary>All files below a root together.</summary>
    public const long LargestRoot = 64L << 20;

    /// <summary>Files looked at below a root, whatever their kind.</summary>
    public const int MostEntries = 50_000;

    private static readonly ImmutableHashSet<string> s_kinds =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".sls", ".jinja", ".yaml", ".yml", ".json", ".txt");

    /// <summary>Words of YAML's <c>include</c> and of Jinja's <c>include import from extends</c>.</summary>
    private static readonly string[] s_reaching = ["include", "import", "extends", "from"];

    // A file that is not UTF-8 is an error to tell, not text full of replacement characters.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true);

    /// <param name="paths">Files as the user named them.</param>
    /// <param name="stateRoot">
    /// Null: the folder of the first file, and that only if a file may reach for others; nobody wants a home folder read
    /// for one snapshot.
    /// </param>
    public static SourceFiles Read(IReadOnlyList<string> paths, string? stateRoot)
    {
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var files = paths.Select(path => ReadNamed(path, problems)).OfType<SourceFile>().ToImmutableArray();
        var root = stateRoot is null && !files.Any(MayReachForOthers) ? SourceTree.Empty : ReadRoot(stateRoot, paths, problems);
        return new SourceFiles(files, root, problems.ToImmutable());
    }

    /// <summary>One file that the user named, such as a pillar; null when it could not be read.</summary>
    public static SourceFile? ReadNamed(string path, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (Directory.Exists(path))
        {
            problems.Add(Error("converge.read.folder", $"'{path}' is a folder", path, "name the files in it"));
            return null;
        }

        return ReadOne(path, path, problems, Severity.Error);
    }

    private static bool MayReachForOthers(SourceFile file) => s_reaching.Any(w => file.Text.Contains(w, StringComparison.Ordinal));

    private static SourceTree ReadRoot(string? given, IReadOnlyList<string> paths,
        ImmutableArray<Diagnostic>.Builder problems)
    {
        if (given is not null && !Directory.Exists(given))
        {
            problems.Add(Error("converge.read.root", $"there is no folder '{given}'", given,
                "give --state-root a folder"));
            return SourceTree.Empty;
        }

        var shown = given ?? (paths.Count == 0 ? null : Path.GetDirectoryName(paths[0]) ?? "/");
        var folder = string.IsNullOrEmpty(shown) ? "." : shown;
        if (shown is null || !Directory.Exists(folder))
            return SourceTree.Empty;
        return new SourceTree(ReadBelow(folder, problems), given == "." ? "" : shown);
    }

    private static List<SourceFile> ReadBelow(string root, ImmutableArray<Diagnostic>.Builder problems)
    {
        // Hidden folders hold version control, not states; links could lead in circles or out of the root's size.
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            MaxRecursionDepth = 32,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.Device,
        };
        var files = new List<SourceFile>();
        long bytes = 0;
        var entries = 0;
        foreach (var path in Enumerate(root, options, problems))
        {
            if (++entries > MostEntries || bytes > LargestRoot)
            {
                problems.Add(new Diagnostic(Severity.Warning, "converge.read.root-size",
                    $"the folder '{root}' holds too much to load: not all of it can be included", null,
                    "name a smaller folder with --state-root"));
                break;
            }

            if (!s_kinds.Contains(Path.GetExtension(path)))
                continue;
            if (ReadOne(path, Path.GetRelativePath(root, path), problems, Severity.Warning) is not { } file)
                continue;
            files.Add(file);
            bytes += file.Text.Length;
        }

        return files;
    }

    /// <summary>As far as it goes: a folder may vanish, or hold what only looks like one (/proc), while it is walked.</summary>
    private static IEnumerable<string> Enumerate(string root, EnumerationOptions options, ImmutableArray<Diagnostic>.Builder problems)
    {
        using var paths = Directory.EnumerateFiles(root, "*", options).GetEnumerator();
        while (true)
        {
            try
            {
                if (!paths.MoveNext())
                    yield break;
            }
            catch (IOException e)
            {
                problems.Add(new Diagnostic(Severity.Warning, "converge.read.root",
                    $"the folder '{root}' cannot be read to its end: {e.Message}", null, "name a smaller folder with --state-root"));
                yield break;
            }

            yield return paths.Current;
        }
    }

    private static SourceFile? ReadOne(
        string path, string shown, ImmutableArray<Diagnostic>.Builder problems, Severity severity)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > LargestFile)
                throw new IOException(string.Create(CultureInfo.InvariantCulture,
                    $"it has {length >> 20} MiB, more than the {LargestFile >> 20} MiB that a file may have"));
            return new SourceFile(shown, File.ReadAllText(path, s_utf8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException
            or ArgumentException)
        {
            problems.Add(new Diagnostic(severity, "converge.read.file", $"cannot read '{path}': {Cause(e)}",
                new SourceSpan(path, 1, 1), null));
            return null;
        }
    }

    private static string Cause(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "permission denied",
        DecoderFallbackException => "it is not UTF-8 text",
        _ => e.Message,
    };

    private static Diagnostic Error(string code, string message, string path, string remedy) =>
        new(Severity.Error, code, message, new SourceSpan(path, 1, 1), remedy);
}
