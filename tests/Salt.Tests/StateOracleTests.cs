using System.Globalization;
using System.Text.Json;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Top;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>
/// Trees of states come to what a real Salt makes of them: the same states in the same order with the same arguments
/// and requisites, the same targets, the same pillar; and an error where Salt has one.
/// </summary>
public sealed class StateOracleTests
{
    public static TheoryData<string, string> Cases() =>
        [.. new[] { "compile", "top", "pillar" }.SelectMany(file => StateCase.All(file).Select(c => (file, c.Name)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_tree_comes_to_what_Salt_makes_of_it(string file, string name)
    {
        var tree = StateCase.All(file).Single(c => c.Name == name);
        var golden = StateCase.Golden(file, name);
        var request = tree.Request();
        var result = SaltCompiler.Compile(tree.Ask.ContainsKey("top") ? request with { IsHighstate = false } : request,
            tree.Host(), TestContext.Current.CancellationToken);
        var top = tree.Ask.ContainsKey("top") ? Top(tree, request, result.Pillar) : null;
        var diagnostics = result.Diagnostics.AddRange(top?.Diagnostics ?? []);
        var errors = diagnostics.Where(d => d.Severity == Severity.Error).ToList();

        if (tree.BrineSays is { } code)
        {
            Assert.Contains(code, errors.Select(error => error.Code));
            Assert.Single(errors.Select(error => error.Code).Distinct());
        }
        else if (golden.TryGetProperty("errors", out _))
            Assert.NotEmpty(errors);
        else
        {
            Assert.Empty(errors);
            if (golden.TryGetProperty("pillar", out var pillar))
                Assert.Equal(Canonical(pillar), Canonical(result.Pillar));
            else if (golden.TryGetProperty("top", out var names))
                Assert.Equal(Canonical(names), Canonical(top!.Value.Names));
            else
                Assert.Equal(string.Join('\n', golden.GetProperty("low").EnumerateArray().Select(Line)),
                    string.Join('\n', result.States.Select(Line)));
        }
    }

    private static (YamlMap Names, IEnumerable<Diagnostic> Diagnostics)? Top(StateCase tree, CompileRequest request, YamlMap? pillar)
    {
        var diagnostics = new DiagnosticBag();
        var host = tree.Host();
        var grains = new YamlMap([.. host.Grains.Select(g => new YamlEntry(YamlScalar.Of(g.Key), g.Value))], default);
        var loader = new DocumentLoader(request, request.StateRoots,
            new ScriptedHost { Grains = new Dictionary<string, YamlNode>(host.Grains) { ["id"] = YamlScalar.Of(request.MinionId) } },
            TestContext.Current.CancellationToken);
        var matches = new StateTop(request, new TopReader(request, loader, request.StateRoots, diagnostics),
            new TargetMatcher(request.MinionId, new Lazy<YamlMap>(grains), pillar, request.Minion, diagnostics), diagnostics).Matches(pillar);
        var names = new YamlMap([.. (matches ?? []).GroupBy(match => match.Env).Select(env => new YamlEntry(
            YamlScalar.Of(env.Key), new YamlList([.. env.Select(match => match.Sls)], default)))], default);
        return (names, diagnostics.ToImmutable());
    }

    private static string Line(JsonElement low) => Line(
        low.GetProperty("order").GetDouble(),
        $"{low.GetProperty("state")} {low.GetProperty("id")} {low.GetProperty("name")} {low.GetProperty("sls")} {low.GetProperty("env")}",
        Canonical(low.GetProperty("arguments")),
        low.GetProperty("requisites").EnumerateArray().Select(r => r.GetString()!));

    private static string Line(StateDeclaration state) => Line(
        state.Order,
        $"{state.Function} {state.Id} {state.Name} {state.Sls} {state.Env}",
        Canonical(new YamlMap([.. state.Arguments.Concat(state.Steering)
            .Select(a => new YamlEntry(YamlScalar.Of(a.Key), a.Value))], default)),
        state.Requisites.Select(r => $"{Word(r.Kind)} {r.Module ?? "*"}:{r.Target}"));

    private static string Line(double order, string names, string arguments, IEnumerable<string> requisites) =>
        string.Create(CultureInfo.InvariantCulture, $"{order:0.####} {names} {arguments} ")
            + string.Join(", ", requisites.Where(r => !r.StartsWith("listen", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static string Word(RequisiteKind kind) => kind switch
    {
        RequisiteKind.RequireAny => "require_any",
        RequisiteKind.WatchAny => "watch_any",
        RequisiteKind.OnChangesAny => "onchanges_any",
        RequisiteKind.OnFailAny => "onfail_any",
        RequisiteKind.OnFailAll => "onfail_all",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(", ", value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}: {Canonical(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => $"'{value.GetString()}'",
        JsonValueKind.Null => "null",
        _ => value.ToString().ToLowerInvariant(),
    };

    private static string Canonical(YamlNode? value) => value switch
    {
        null => "{}",
        YamlMap map => "{" + string.Join(", ", map.Entries.OrderBy(e => e.Key.Text, StringComparer.Ordinal)
            .Select(e => $"{e.Key.Text}: {Canonical(e.Value)}")) + "}",
        YamlList list => "[" + string.Join(", ", list.Items.Select(Canonical)) + "]",
        YamlScalar { Value: null } => "null",
        YamlScalar { Value: string } text => $"'{text.Text}'",
        YamlScalar scalar => Convert.ToString(scalar.Value, CultureInfo.InvariantCulture)!.ToLowerInvariant(),
        _ => throw new InvalidOperationException(),
    };
}
