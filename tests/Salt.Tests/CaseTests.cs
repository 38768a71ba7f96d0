using Brine.Salt.Source;

namespace Brine.Salt.Tests;

/// <summary>
/// Each <c>Cases/topic/case.sls</c> is compiled alone and compared with <c>case.expected</c>. A folder <c>case.root/</c>
/// beside it is the state root, <c>case.pillar</c> is pillar data, <c>case.2.sls</c> a second file on the command line.
/// </summary>
public sealed class CaseTests
{
    private static readonly string Root = Path.Combine(Here.Folder, "Cases");

    public static TheoryData<string> Cases() => [.. Directory.EnumerateFiles(Root, "*.sls", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path))
        .Where(path => !path.Contains(".root/", StringComparison.Ordinal)
            && !path.EndsWith(".2.sls", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_compiles_to_what_its_expected_file_says(string path)
    {
        var stem = Path.Combine(Root, path[..^4]);
        var actual = CaseText.Of(SaltCompiler.Compile(Request(stem), new ScriptedHost(),
            TestContext.Current.CancellationToken));
        if (Here.Updates)
            File.WriteAllText(stem + ".expected", actual);
        Assert.Equal(File.ReadAllText(stem + ".expected"), actual);
    }

    private static CompileRequest Request(string stem) => new()
    {
        Files = [.. new[] { stem + ".sls", stem + ".2.sls" }.Where(File.Exists).Select(Read)],
        StateRoot = Directory.Exists(stem + ".root") ? Tree(stem + ".root") : SourceTree.Empty,
        PillarData = File.Exists(stem + ".pillar") ? [Read(stem + ".pillar")] : [],
        MinionId = "minion",
    };

    private static SourceFile Read(string path) => new(Path.GetFileName(path), File.ReadAllText(path));

    private static SourceTree Tree(string root) => new(
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(root, path), File.ReadAllText(path))),
        "root");
}
