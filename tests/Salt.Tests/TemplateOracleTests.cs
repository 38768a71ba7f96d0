using System.Text;
using System.Text.Json;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>
/// Templates give what a real Salt gives; <c>Templates/oracle.py</c> wrote what that is, and tells the formats.
/// </summary>
public sealed class TemplateOracleTests
{
    private static readonly string Root = Path.Combine(Here.Folder, "Templates");
    private static readonly YamlMap Setup = Read("setup.yaml");
    private static readonly YamlMap Pillar = (YamlMap)Setup.Find("pillar")!;

    public static TheoryData<string> Corpora =>
        [.. Directory.EnumerateFiles(Root, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Every_template_renders_as_Salt_renders_it(string corpus)
    {
        var templates = File.ReadAllText(Path.Combine(Root, corpus + ".txt")).Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith("##", StringComparison.Ordinal)).ToList();
        var expected = File.ReadAllLines(Path.Combine(Root, corpus + ".expected"));
        Assert.Equal(templates.Count, expected.Length);
        var wrong = new StringBuilder();
        foreach (var (template, wanted) in templates.Zip(expected))
        {
            var (text, error) = Render(new SourceFile("t.sls", template.Replace("\\n", "\n", StringComparison.Ordinal)), "", null);
            var want = wanted == "error" ? null : JsonSerializer.Deserialize<string>(wanted);
            if (text != want)
                wrong.Append($"\n{template}\n  wanted: {wanted}\n  got:    {(text is null ? error : JsonSerializer.Serialize(text))}");
        }
        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    [Fact]
    public void Files_see_their_names_and_imports_as_in_Salt()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "files.expected")));
        var wrong = new StringBuilder();
        foreach (var file in golden.RootElement.EnumerateObject())
        {
            var source = new SourceFile("/tmp/brine-oracle-files/" + file.Name, File.ReadAllText(Path.Combine(Root, "files", file.Name)));
            var (text, error) = Render(source, TemplatePath.SlsName(file.Name, file.Name), file.Name);
            if (text != file.Value.GetString())
                wrong.Append($"\n{file.Name}\n  wanted: {file.Value}\n  got:    {text ?? error}");
        }
        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    [Fact]
    public void The_corpus_is_as_large_as_promised() => Assert.InRange(
        Corpora.Sum(corpus => File.ReadAllLines(Path.Combine(Root, corpus + ".expected")).Length), 400, int.MaxValue);

    private static (string? Text, string? Error) Render(SourceFile file, string sls, string? inRoot)
    {
        var tree = new SourceTree(Directory.EnumerateFiles(Path.Combine(Root, "files"), "*", SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(Path.Combine(Root, "files"), path), File.ReadAllText(path))),
            "/tmp/brine-oracle-files");
        var host = new ScriptedHost
        {
            Grains = ((YamlMap)Setup.Find("grains")!).Entries.ToDictionary(entry => entry.Key.Text, entry => entry.Value),
            Variables = new Dictionary<string, string> { ["BRINE_TEST"] = "from the environment", ["PATH"] = "/usr/bin:/bin" },
            Files = new Dictionary<string, string> { ["/etc/passwd"] = "root:x:0:0:root:/root:/bin/sh\n" },
        };
        var rendering = SaltRenderer.Render(file, new RenderContext
        {
            Pillar = Pillar,
            StateRoot = tree,
            Roots = SourceRoots.Of(tree),
            MinionId = Setup.Find("id") is YamlScalar id ? id.Text : "",
            Sls = sls,
            PathInRoot = inRoot,
        }, host, TestContext.Current.CancellationToken);
        return (rendering.Text, rendering.Diagnostics.IsEmpty ? null : rendering.Diagnostics[0].Message);
    }

    private static YamlMap Read(string name) =>
        (YamlMap)YamlReader.Read(new SourceFile(name, File.ReadAllText(Path.Combine(Root, name)))).Root!;
}
