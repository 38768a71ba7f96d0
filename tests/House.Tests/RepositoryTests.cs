using System.Text.RegularExpressions;

namespace Brine.House.Tests;

public sealed partial class RepositoryTests
{
    private static readonly string[] Prose = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"];

    [Fact]
    public void The_papers_are_there() => Assert.All(Prose, f => Assert.True(File.Exists(Path.Combine(House.Root, f)), f));

    [Fact]
    public void Links_between_documents_lead_somewhere() =>
        Assert.All(Documents(), document => Assert.All(Link().Matches(File.ReadAllText(document)).Select(m => m.Groups["target"].Value), target =>
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

    [GeneratedRegex(@"\]\((?<target>(?!https?:|#|mailto:)[^)#\s]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.])\./(?<path>[\w/-]+\.sh)", RegexOptions.ExplicitCapture)]
    private static partial Regex Script();
}
