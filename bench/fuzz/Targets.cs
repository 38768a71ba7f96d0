using System.Collections.Immutable;
using Brine.Jinja;
using Brine.Planner.Desired;
using Brine.Planner.Lint;
using Brine.Planner.Lint.Output;
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
        ("desired", Desired),
        ("lint", Lint),
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

    private static void Desired(string text, CancellationToken token)
    {
        var compiled = Compile(text, token);
        DesiredCompiler.Compile(compiled.States, compiled.Pillars, new CompileOptions(ConnectionDefaults.Local, DateTimeOffset.UnixEpoch));
    }

    private static void Lint(string text, CancellationToken token) =>
        Sarif.Of(Linter.Lint(new LintInput(Compile(text, token), Host.Now)), "0");

    private static CompileResult Compile(string text, CancellationToken token)
    {
        var file = new SourceFile("fuzz.sls", text);
        return SaltCompiler.Compile(
            new CompileRequest { Files = [file], StateRoot = new SourceTree(ImmutableArray.Create(file)) }, Host, token);
    }
}
