namespace Brine.Fuzz;

/// <summary>Texts to start from: every template, state file and document among the tests and examples.</summary>
internal sealed class Corpus
{
    private static readonly string[] Endings = [".cases", ".sls", ".pillar", ".yaml", ".yml", ".jinja", "documents.txt", "scalars.txt"];

    private Corpus(string[] texts) => Texts = texts;

    public string[] Texts { get; }

    public static Corpus Read(string root) => new(
    [
        .. ((string[])["tests", "examples"]).Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Split(path, File.ReadAllText(path)))
            .Where(text => text.Length is > 0 and < 50_000),
    ]);

    /// <summary>A file of many cases is as many texts.</summary>
    private static IEnumerable<string> Split(string path, string text) => Path.GetExtension(path) switch
    {
        ".cases" => text.Split("\n=== ").Select(part => part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..]),
        ".txt" => text.Split("=====\n"),
        _ => [text],
    };
}
