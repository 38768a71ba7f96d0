using System.Text.RegularExpressions;

namespace Brine.House.Tests;

public sealed partial class RepositoryTests
{
    private static readonly string[] Prose = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"];

    [Fact]
    public void The_papers_are_there() => Assert.All(Prose, f => Assert.True(File.Exists(Path.Combine(House.Root, f)), f));

    [Fact]
    public void Links_between_documents_lead_somewhere() =>
        Assert.All(Documents(), document => Assert.All(Link().Matches(Snippet().Replace(File.ReadAllText(document), "")).Select(m => m.Groups["target"].Value), target =>
            Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)), $"{House.Relative(document)} links to {target}")));

    [Fact]
    public void Scripts_that_documents_name_exist_and_can_be_run() =>
        Assert.All(Documents().SelectMany(d => Script().Matches(File.ReadAllText(d)).Select(m => m.Groups["path"].Value)).Distinct(), script =>
        {
            var path = Path.Combine(House.Root, script);
            Assert.True(File.Exists(path), script);
            if (!OperatingSystem.IsWindows())
                Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), $"{script} is not executable");
        });

    [Fact]
    public void No_file_names_a_package_registry()
    {
        // Written apart, or this very file would name them.
        string[] hosts = ["deb.debian" + ".org", "api.nuget" + ".org", "registry.npmjs" + ".org", "snapshot.debian" + ".org"];
        Assert.All(Directory.EnumerateFiles(House.Root, "*", SearchOption.AllDirectories).Where(IsOurs), f =>
        {
            var text = File.ReadAllText(f);
            Assert.All(hosts, h => Assert.False(text.Contains(h, StringComparison.Ordinal), $"{House.Relative(f)} names {h}: machines reach their own mirrors"));
        });
    }

    [Fact]
    public void Every_kind_of_mistake_that_users_are_told_of_has_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(House.Root, "tests"), "*", SearchOption.AllDirectories)
            .Where(f => IsOurs(f) && Path.GetExtension(f) is ".cs" or ".expected" or ".txt").Select(File.ReadAllText));
        var codes = House.Sources("src").SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value)).Distinct();
        Assert.All(codes, c => Assert.True(tests.Contains(c, StringComparison.Ordinal), $"no test mentions {c}"));
    }

    [Fact]
    public void Lint_lists_every_kind_of_mistake_that_files_are_told_of()
    {
        var document = File.ReadAllText(Path.Combine(House.Root, "docs", "lint.md"));
        // What is told of the command line, not of a file: a folder that is not there, --no-exec.
        var codes = House.Sources("src").SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value)).Distinct()
            .Where(c => !c.StartsWith("converge.", StringComparison.Ordinal) && c is not ("incus.no-exec" or "pillar.unknown-section"));
        Assert.All(codes, c => Assert.True(document.Contains($"| `{c}` |", StringComparison.Ordinal),
            $"{c}: add a line to src/Planner/Lint/DiagnosticRules.cs, then BRINE_UPDATE_GOLDENS=1 with Planner.Tests"));
    }

    private static bool IsOurs(string path)
    {
        var relative = House.Relative(path);
        return !relative.StartsWith("artifacts", StringComparison.Ordinal) && !relative.StartsWith(".git/", StringComparison.Ordinal)
            && !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
            && new FileInfo(path).Length < 2_000_000;
    }

    private static IEnumerable<string> Documents() =>
        Prose.Where(p => p.EndsWith(".md", StringComparison.Ordinal)).Select(p => Path.Combine(House.Root, p))
            .Concat(Directory.EnumerateFiles(Path.Combine(House.Root, "docs"), "*.md", SearchOption.AllDirectories));

    /// <summary>The second argument of a diagnostic: a word of the room that tells it, a dot, the kind.</summary>
    [GeneratedRegex(@"(Error|Warning|Warn|TreeException|Diagnostic)\((Severity\.\w+, |severity, )?""(?<code>(salt|incus|pillar|converge)\.[a-z.-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    /// <summary>Fenced, or in backticks: <c>salt['cmd.run']('date')</c> is no link.</summary>
    [GeneratedRegex("^```.*?^```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\((?<target>(?!https?:|#|mailto:)[^)#\s]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.])\./(?<path>[\w/-]+\.sh)", RegexOptions.ExplicitCapture)]
    private static partial Regex Script();
}
