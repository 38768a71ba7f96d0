using System.Collections.Immutable;
using Brine.Jinja;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Fuzz;

/// <summary>The doors that take texts of users. Each answers or tells what is wrong; anything else is a find.</summary>
internal static class Targets
{
    private static readonly NoExec Host = new(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(1)));

    public static readonly (string Name, Action<string, CancellationToken> Run)[] All =
    [
        ("jinja", Jinja),
        ("yaml", (text, _) => YamlReader.Read(new SourceFile("fuzz.sls", text))),
        ("render", (text, token) => SaltRenderer.Render(new SourceFile("fuzz.sls", text), new RenderContext(), Host, token)),
        ("compile", Compile),
    ];

    private static void Jinja(string text, CancellationToken token)
    {
        var variables = new Dictionary<string, JinjaValue>(StringComparer.Ordinal)
        {
            ["x"] = JinjaValue.List([JinjaValue.Of("a"), JinjaValue.Of(2), JinjaValue.None]),
            ["a"] = JinjaValue.Of("text"),
        };
        try
        {
            Template.Render("fuzz", text, variables, new JinjaOptions { Load = name => name == "fuzz" ? text : null }, token);
        }
        catch (JinjaException)
        {
            // Wrong templates are told as this and as nothing else.
        }
    }

    private static void Compile(string text, CancellationToken token)
    {
        var file = new SourceFile("fuzz.sls", text);
        SaltCompiler.Compile(
            new CompileRequest { Files = [file], StateRoot = new SourceTree(ImmutableArray.Create(file)) }, Host, token);
    }
}
