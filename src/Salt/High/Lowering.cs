using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>Takes IDs apart into single states: one for each function, or for each of its <c>names</c>.</summary>
internal static class Lowering
{
    public static IEnumerable<StateDraft> Drafts(HighState high, DiagnosticBag diagnostics) =>
        high.Ids.SelectMany(id => id.Functions.SelectMany(function => Drafts(id, function, diagnostics)));

    private static IEnumerable<StateDraft> Drafts(HighId id, HighFunction function, DiagnosticBag diagnostics)
    {
        if (FunctionName(id, function, diagnostics) is not { } word)
            return [];
        var arguments = function.Items.OfType<YamlMap>().SelectMany(map => map.Entries)
            .Where(entry => entry.Key.Text is not ("names" or "state")).ToList();
        var names = Names(id, function, diagnostics);
        if (names.Count == 0)
            return [DraftReader.Read(id, function, word, arguments, nameOrder: 0, diagnostics)];
        return names.Select((name, i) =>
            DraftReader.Read(id, function, word, [.. arguments, .. name], i + 1, diagnostics)).ToList();
    }

    private static YamlScalar? FunctionName(HighId id, HighFunction function, DiagnosticBag diagnostics)
    {
        var words = function.Items.OfType<YamlScalar>().ToList();
        if (words is [{ Kind: ScalarKind.Text } word] && word.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            return word;
        var (what, remedy) = words switch
        {
            [] => ($"no function declared in state '{function.Module}'", $"write '{function.Module}.function:'"),
            [var one] => ($"'{one.Text}' is no name of a function of '{function.Module}'",
                $"write '{function.Module}.function:', or one '- function'"),
            _ => ($"too many functions declared in state '{function.Module}': "
                + string.Join(" and ", words.Select(one => $"'{one.Text}'")), "leave one; an argument is written '- name: value'"),
        };
        diagnostics.Error("salt.unknown-shape", $"{what} (ID '{id.Name}' in SLS '{id.Sls}')",
            words.Count == 0 ? function.Span : words[0].Span, remedy);
        return null;
    }

    /// <summary>For each of the <c>names</c> what it adds to the arguments: its name, and those of its own.</summary>
    private static List<List<YamlEntry>> Names(HighId id, HighFunction function, DiagnosticBag diagnostics)
    {
        var names = new List<List<YamlEntry>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in function.Items.OfType<YamlMap>().SelectMany(map => map.Entries)
            .Where(entry => entry.Key.Text == "names").Select(entry => entry.Value))
        {
            if (value is not YamlList list)
            {
                diagnostics.Error("salt.unknown-shape", $"'names' of ID '{id.Name}' is not formed as a list", value.Span,
                    "write one '- name' a line");
                continue;
            }
            foreach (var item in list.Items)
            {
                if (item is YamlScalar { Kind: not ScalarKind.Null } again && !seen.Add(again.Text))
                    diagnostics.Warn("salt.duplicate-name", $"'{again.Text}' is twice among the 'names' of ID " +
                        $"'{id.Name}'; it is taken once", item.Span, "remove one of them");
                else if (Named(item) is { } name)
                    names.Add(name);
                else
                    diagnostics.Error("salt.unknown-shape", $"an entry of 'names' of ID '{id.Name}' is neither a name " +
                        "nor a name with arguments of its own", item.Span,
                        "write '- name' or '- name: [{argument: value}]'");
            }
        }
        return names;
    }

    private static List<YamlEntry>? Named(YamlNode item)
    {
        var key = YamlScalar.Of("name", item.Span);
        return item switch
        {
            YamlScalar { Kind: not ScalarKind.Null } name => [new YamlEntry(key, name)],
            YamlMap { Entries: [(var name, YamlList own)] } when own.Items.All(one => one is YamlMap) =>
                [new YamlEntry(key, name), .. own.Items.OfType<YamlMap>().SelectMany(map => map.Entries)],
            YamlMap { Entries: [(var name, YamlMap own)] } => [new YamlEntry(key, name), .. own.Entries],
            YamlMap { Entries: [(var name, YamlScalar { Kind: ScalarKind.Null })] } => [new YamlEntry(key, name)],
            _ => null,
        };
    }
}
