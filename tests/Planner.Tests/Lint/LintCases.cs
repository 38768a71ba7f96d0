using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Brine.Planner.Lint;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Planner.Tests.Lint;

/// <summary>One example of a rule: a file, and what lint says of it.</summary>
/// <param name="Words">Behind <c>===</c>: <c>bad</c> or <c>good</c>, then <c>quiet</c> or <c>no-exec</c>.</param>
/// <param name="Expected">The findings, one a line.</param>
internal sealed record LintExample(string[] Words, string Text, string Expected)
{
    public bool IsBad => Words[0] == "bad";

    public LintReport Lint() => LintCases.Lint(Text, Words.Contains("quiet"), Words.Contains("no-exec"));
}

/// <summary>The files in <c>Cases/</c>, one a rule; docs/lint.md shows the first bad and the first good example of each.</summary>
internal static class LintCases
{
    public static string Folder { get; } = Path.Combine(Here(), "Cases");

    public static string Document { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "docs", "lint.md"));

    public static bool Updates => Environment.GetEnvironmentVariable("BRINE_UPDATE_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null;

    public static List<LintExample> Of(string rule) => [.. ReadFile(Path.Combine(Folder, rule + ".txt"))];

    public static void Write(string rule, IEnumerable<LintExample> examples) => File.WriteAllText(Path.Combine(Folder, rule + ".txt"),
        string.Concat(examples.Select(e => $"=== {string.Join(' ', e.Words)}\n{e.Text}{(e.Expected.Length > 0 ? "--- found\n" + e.Expected : "")}")));

    public static LintReport Lint(string text, bool withQuiet = false, bool isNoExec = false, params (string Path, string Text)[] root)
    {
        var tree = new SourceTree(root.Select(f => new SourceFile(f.Path, f.Text)));
        ISaltHost host = isNoExec ? new NoExec(new Clock()) : new Clock();
        var compiled = SaltCompiler.Compile(new CompileRequest { Files = [new SourceFile("f.sls", text)], StateRoot = tree }, host, CancellationToken.None);
        return Linter.Lint(new LintInput(compiled, Clock.Instant) { StateRoot = tree, WithQuiet = withQuiet, IsNoExec = isNoExec });
    }

    private static IEnumerable<LintExample> ReadFile(string path)
    {
        foreach (var block in ("\n" + File.ReadAllText(path)).Split("\n=== ").Skip(1))
        {
            var lines = block.Split('\n', 2);
            var parts = (lines[1].EndsWith('\n') ? lines[1] : lines[1] + "\n").Split("--- found\n", 2);
            yield return new LintExample(lines[0].Split(' '), parts[0], parts.Length > 1 ? parts[1] : "");
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>A host on which it is always Monday, 23 November 2026, noon.</summary>
    private sealed class Clock : ISaltHost
    {
        public static DateTimeOffset Instant { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        public IReadOnlyDictionary<string, YamlNode> Grains { get; } = new Dictionary<string, YamlNode>();

        public DateTimeOffset Now => Instant;

        public CommandOutcome Run(CommandRequest request, CancellationToken token)
        {
            var plus = request.Shown.IndexOf("+%", StringComparison.Ordinal);
            if (plus < 0)
                return new CommandOutcome("text", "", 0);
            var text = new StringBuilder(request.Shown[(plus + 1)..].Split('|', ';', ' ', '"', '\'', ')', '`')[0]);
            foreach (var (directive, value) in new[]
            {
                ("%Y", "2026"), ("%y", "26"), ("%m", "11"), ("%d", "23"), ("%H", "12"), ("%M", "00"), ("%S", "00"), ("%G", "2026"),
                ("%V", "48"), ("%U", "47"), ("%W", "47"), ("%z", "+0000"), ("%s", Instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            })
                text.Replace(directive, value);
            return new CommandOutcome(text.ToString(), "", 0);
        }
    }
}
