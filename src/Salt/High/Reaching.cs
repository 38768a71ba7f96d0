using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>
/// <c>use</c>, <c>prereq</c> and the <c>_in</c> requisites: what they say to another state is written there, before
/// the states are taken apart.
/// </summary>
internal sealed class Reaching(HighState high, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, HighId> _extensions = new(StringComparer.Ordinal);
    private readonly List<HighId> _inOrder = [];

    public static void Apply(HighState high, DiagnosticBag diagnostics)
    {
        var reaching = new Reaching(high, diagnostics);
        foreach (var id in high.Ids)
            foreach (var function in id.Functions)
                foreach (var (key, argument) in function.Arguments.Where(pair => Words.Reaching.Contains(pair.Key)))
                    reaching.Read(id, function, argument.Entries[0].Key, argument.Entries[0].Value);
        Extending.Apply(high, reaching._inOrder, strict: true, diagnostics);
    }

    private void Read(HighId id, HighFunction function, YamlScalar key, YamlNode value)
    {
        var items = value switch
        {
            YamlList list => list.Items,
            YamlMap map when key.Text.EndsWith("_in", StringComparison.Ordinal) =>
                [.. map.Entries.Select(entry => new YamlMap([entry], entry.Key.Span))],
            _ => [],
        };
        if (items.IsEmpty && value is not YamlList)
            diagnostics.Error("salt.requisite.shape", $"'{key.Text}' of ID '{id.Name}' is not formed as a list", value.Span,
                "write one '- module: ID' a line");
        foreach (var item in items)
            foreach (var (module, target) in Targets(id, key, item))
                Reach(key.Text, id, function, module, target);
    }

    /// <summary>The ends of one line: one, or with <c>sls</c> every state of that file.</summary>
    private IEnumerable<(string Module, YamlScalar Target)> Targets(HighId id, YamlScalar key, YamlNode item)
    {
        switch (item)
        {
            case YamlMap { Entries: [({ Text: "sls" }, YamlScalar { Kind: ScalarKind.Text } sls)] }:
                var found = high.Ids.Where(other => other.Sls == sls.Text).ToList();
                if (found.Count == 0)
                    Unknown($"sls: {sls.Text}", key, id, sls.Span);
                return found.SelectMany(other => other.Functions.Select(function =>
                    (function.Module, YamlScalar.Of(other.Name, sls.Span))));
            case YamlMap { Entries: [({ Text: "id" }, YamlScalar { Kind: ScalarKind.Text or ScalarKind.Date } bare)] }:
                return Bare(id, key, bare);
            case YamlMap { Entries: [(var module, YamlScalar { Kind: ScalarKind.Text or ScalarKind.Date } target)] }:
                if (!module.Text.Contains('.', StringComparison.Ordinal))
                    return [(module.Text, target)];
                diagnostics.Error("salt.requisite.shape", $"requisite target '{module.Text}: {target.Text}' names a " +
                    "function", module.Span, $"write '- {module.Text.Split('.')[0]}: {target.Text}'");
                return [];
            case YamlScalar { Kind: ScalarKind.Text or ScalarKind.Date } bare:
                return Bare(id, key, bare);
            default:
                diagnostics.Error("salt.requisite.shape", $"a target under '{key.Text}' of ID '{id.Name}' is neither " +
                    "an ID nor 'module: ID'", item.Span, "write one '- module: ID' a line");
                return [];
        }
    }

    /// <summary>A target without a module: the ID's first one; else the last state that gives it as its name.</summary>
    private IEnumerable<(string Module, YamlScalar Target)> Bare(HighId id, YamlScalar key, YamlScalar target)
    {
        if (high.Find(target.Text) is { Functions: [var first, ..] })
            return [(first.Module, target)];
        var named = high.Ids.SelectMany(other => other.Functions.Where(function => function.Items.OfType<YamlMap>().Any(
            map => map.Find("name") is YamlScalar name && name.Text == target.Text)).Select(function => (other, function)));
        if (named.LastOrDefault() is (not null, not null) last)
            return [(last.function.Module, YamlScalar.Of(last.other.Name, target.Span))];
        Unknown(target.Text, key, id, target.Span);
        return [];
    }

    private void Reach(string key, HighId id, HighFunction function, string module, YamlScalar target)
    {
        switch (key)
        {
            case "use":
                foreach (var from in high.Matching(target.Text, module, strict: true))
                    Use(from.Find(module)!, id, function, target.Span); // matched by having the module
                TellMissing(key, id, module, target);
                break;
            case "use_in":
                foreach (var to in high.Matching(target.Text, module, strict: true))
                    Use(function, to, to.Find(module)!, target.Span); // as above
                TellMissing(key, id, module, target);
                break;
            case "prereq":
                foreach (var other in high.Matching(target.Text, module, strict: true))
                    Require("prerequired", other.Id with { Span = target.Span }, module, id, function);
                break;
            case "prereq_in":
                Add(id.Id with { Span = target.Span }, id, function.Module).Items.Add(List("prerequired", module, target.Text, target.Span));
                Require("prereq", target, module, id, function);
                break;
            default:
                Require(key[..key.IndexOf('_', StringComparison.Ordinal)], target, module, id, function);
                break;
        }
    }

    /// <summary>Lets the target wait for a state, in one list with what else has been said to it so.</summary>
    private void Require(string kind, YamlScalar target, string module, HighId on, HighFunction function)
    {
        var items = Add(target, on, module).Items;
        var more = List(kind, function.Module, on.Name, target.Span);
        var same = items.FindIndex(item => item is YamlMap map && map.Entries[0].Key.Text == kind);
        if (same < 0)
            items.Add(more);
        else
            items[same] = HighFunction.Argument(kind, new YamlList(
                [.. ListOf(items[same]).Items, .. ListOf(more).Items], target.Span), target.Span);
    }

    private void Use(HighFunction from, HighId toId, HighFunction to, SourceSpan span)
    {
        var own = to.Items.OfType<YamlMap>().Where(map => map.Entries.Length == 1)
            .Select(map => map.Entries[0].Key.Text).ToHashSet(StringComparer.Ordinal);
        var taken = from.Items.OfType<YamlMap>().Where(map => map.Entries is [var entry]
            && !Words.NotUsed.Contains(entry.Key.Text) && !own.Contains(entry.Key.Text));
        Add(toId.Id with { Span = span }, toId, to.Module).Items.AddRange(taken);
    }

    private HighFunction Add(YamlScalar target, HighId from, string module)
    {
        if (!_extensions.TryGetValue(target.Text, out var extension))
        {
            _extensions.Add(target.Text, extension = new HighId(target, from.Sls, from.Env));
            _inOrder.Add(extension);
        }
        if (extension.Find(module) is not { } function)
            extension.Functions.Add(function = new HighFunction(module, target.Span, []));
        return function;
    }

    private void TellMissing(string key, HighId id, string module, YamlScalar target)
    {
        if (high.Matching(target.Text, module, strict: true).Count == 0)
            Unknown($"{module}: {target.Text}", YamlScalar.Of(key), id, target.Span);
    }

    private void Unknown(string target, YamlScalar key, HighId id, SourceSpan span) =>
        diagnostics.Error("salt.requisite.unknown", $"'{key.Text}' target '{target}' of ID '{id.Name}' matches no state",
            span, "check the spelling of the ID, or include the file that declares it");

    private static YamlMap List(string kind, string module, string target, SourceSpan span) => HighFunction.Argument(kind,
        new YamlList([HighFunction.Argument(module, YamlScalar.Of(target, span), span)], span), span);

    private static YamlList ListOf(YamlNode item) => (YamlList)((YamlMap)item).Entries[0].Value;
}
