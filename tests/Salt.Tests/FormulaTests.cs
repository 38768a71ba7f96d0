using System.Text.Json;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>
/// State trees in the shape of public formulas come out as a real Salt makes them, letter by letter;
/// <c>Formulas/oracle.py</c> wrote what it says.
/// </summary>
public sealed class FormulaTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly string Root = Path.Combine(Here.Folder, "Formulas");

    private static readonly ScriptedHost Host = new()
    {
        Grains = new Dictionary<string, YamlNode>
        {
            ["id"] = YamlScalar.Of("web-1"),
            ["role"] = YamlScalar.Of("web"),
            ["os"] = YamlScalar.Of("Debian"),
            ["os_family"] = YamlScalar.Of("Debian"),
            ["osarch"] = YamlScalar.Of("amd64"),
            ["osmajorrelease"] = YamlScalar.Of(12),
            ["oscodename"] = YamlScalar.Of("bookworm"),
        },
    };

    public static TheoryData<string, string> Files => new(
        from name in (string[])["fleet", "users", "stack"]
        from sls in Expected(name).GetProperty("text").EnumerateObject()
        select (name, sls.Name));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_renders_to_the_text_that_Salt_renders(string name, string sls)
    {
        var request = Request(name);
        var file = request.StateRoot.Find(sls)!;
        var pillar = SaltCompiler.Compile(request with { Sls = [] }, Host, Token).Pillar;
        var context = new RenderContext
        {
            StateRoot = request.StateRoot, MinionId = "web-1", Options = request.Minion.All, Pillar = pillar, Sls = sls,
            PathInRoot = file.Path,
        };
        var rendering = SaltRenderer.Render(file, context, Host, Token);
        Assert.Empty(rendering.Diagnostics);
        Assert.Equal(Expected(name).GetProperty("text").GetProperty(sls).GetString(), rendering.Text);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_comes_to_the_states_of_Salt_in_their_order(string name, string sls)
    {
        var compiled = SaltCompiler.Compile(Request(name) with { Sls = [sls] }, Host, Token);
        Assert.Empty(compiled.Diagnostics);
        var expected = Expected(name).GetProperty("low").GetProperty(sls).EnumerateArray()
            .Select(state => string.Join(' ', state.EnumerateArray().Select(part => part.GetString())));
        Assert.Equal(expected, compiled.States.Select(state => $"{state.Id} {state.Function} {state.Name}"));
    }

    private static CompileRequest Request(string name) => new()
    {
        StateRoot = Tree(name, "salt"),
        PillarRoots = SourceRoots.Of(Tree(name, "pillar")),
        MinionId = "web-1",
        Minion = new MinionOptions
        {
            All = (YamlMap)YamlReader.Read(new SourceFile("minion", "fleet_overrides: {separator: '-'}")).Root!,
        },
    };

    private static SourceTree Tree(string name, string part)
    {
        var folder = name == "fleet"
            ? Path.GetFullPath(Path.Combine(Here.Folder, "../../examples/fleet", part))
            : Path.Combine(Root, name, part);
        return new SourceTree(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path =>
            new SourceFile(Path.GetRelativePath(folder, path), File.ReadAllText(path))), folder);
    }

    private static JsonElement Expected(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, name + ".expected.json"))).RootElement;
}
