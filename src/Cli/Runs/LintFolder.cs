using System.Text.RegularExpressions;

namespace Brine.Cli.Runs;

/// <summary>Which files of a folder lint looks at, and as part of which tree.</summary>
internal static partial class LintFolder
{
    private const string Top = "top.sls";

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden, MaxRecursionDepth = 32 };

    private static readonly string[] Kinds = [".sls", ".yaml", ".yml"];

    /// <summary>
    /// State files and pillars with <c>incus:</c>. Top files, data that templates import and pillars of other shapes say
    /// nothing that could be carried out.
    /// </summary>
    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", Below)
        .Where(f => Kinds.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)
            && Path.GetFileName(f) != Top && Declares(f))
        .Order(StringComparer.Ordinal);

    /// <summary>The nearest folder above the file that has a top file: there its includes and imports look.</summary>
    public static string RootOf(string file, string folder)
    {
        for (var above = Path.GetDirectoryName(file); above?.Length >= folder.TrimEnd('/')
            .Length; above = Path.GetDirectoryName(above))
            if (File.Exists(Path.Combine(above, Top)))
                return above;
        return folder;
    }

    /// <summary>Folders called after a pillar that have a top file: what templates of the others see.</summary>
    public static IReadOnlyList<string> PillarRoots(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, Top, Below).Select(f => Path.GetDirectoryName(f)!)
            .Where(f => Path.GetFileName(f).Contains("pillar", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
    ];

    private static bool Declares(string path)
    {
        try
        {
            return File.ReadLines(path).Any(l => Declaring().IsMatch(l));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // what cannot be read is told where it is read
        }
    }

    /// <summary>A section <c>incus</c>, a function of a state, a word of a state file, or macros that may hold them.</summary>
    [GeneratedRegex(@"^[""']?incus|^\s+(incus|[a-z_]\w*\.[a-z_]\w*):?\s*$|^(include|exclude|extend):|\{%-?\s*(import|from)\s", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaring();
}
