using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>Takes a state file's tree apart into blocks, in any of Salt's three spellings.</summary>
internal sealed class StateFileReader(string sls, DiagnosticBag diagnostics)
{
    private const string Shape = "salt.unknown-shape";

    /// <summary>The blocks of a file in written order; <c>include</c> is not among them.</summary>
    public List<StateBlock> Blocks(YamlMap root)
    {
        var blocks = new List<StateBlock>();
        foreach (var (id, body) in root.Entries)
        {
            if (id.Text is "extend" or "exclude")
                diagnostics.Error("salt.unsupported", $"not supported yet: {id.Text}", id.Span,
                    "change the states where they are declared");
            else if (id.Kind is not (ScalarKind.Text or ScalarKind.Date))
                diagnostics.Error(Shape, $"ID '{id.Text}' in SLS '{sls}' is not text but {Word(id)}", id.Span,
                    "quote it");
            else if (id.Text != "include" && !id.Text.StartsWith("__", StringComparison.Ordinal))
                Read(id, body, blocks);
        }
        return blocks;
    }

    private void Read(YamlScalar id, YamlNode body, List<StateBlock> blocks)
    {
        if (body is YamlScalar { Kind: ScalarKind.Text } word)
        {
            if (Split(id, word) is { } named)
                blocks.Add(new StateBlock(id, sls, named.Module, named.Function, word.Span, []));
            return;
        }
        if (body is not YamlMap functions || functions.Entries.IsEmpty)
        {
            diagnostics.Error(Shape, $"ID '{id.Text}' in SLS '{sls}' names no function: it holds {Word(body)}", id.Span,
                "write 'ID: {module.function: [arguments]}', for example incus.instance_snapshot_present");
            return;
        }
        var modules = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in functions.Entries)
        {
            if (key.Text.StartsWith("__", StringComparison.Ordinal) || Block(id, key, value) is not { } block)
                continue;
            if (modules.Add(block.Module))
                blocks.Add(block);
            else
                diagnostics.Error(Shape, $"ID '{id.Text}' in SLS '{sls}' contains multiple state declarations of the " +
                    $"same type '{block.Module}'", key.Span, "give the second one an ID of its own");
        }
    }

    private StateBlock? Block(YamlScalar id, YamlScalar key, YamlNode value)
    {
        if (value is not YamlList list)
        {
            var remedy = value switch
            {
                YamlScalar { Kind: ScalarKind.Null } => "without arguments, write it without the trailing colon",
                _ when id.Text == "incus" => "for a pillar, use a section that Brine knows, such as incus.instance_snapshots",
                _ => "put '- ' before each argument",
            };
            diagnostics.Error(Shape,
                $"'{key.Text}' of ID '{id.Text}' in SLS '{sls}' is not formed as a list but is {Word(value)}",
                    key.Span, remedy);
            return null;
        }
        var names = list.Items.OfType<YamlScalar>().ToList();
        var arguments = Arguments(id, list);
        if (key.Text.Contains('.', StringComparison.Ordinal))
        {
            if (names.Count > 0)
                return Refuse($"too many functions declared: '{key.Text}' and '{names[0].Text}'", id, names[0].Span,
                    $"an argument is written '- {names[0].Text}: value'");
            return Split(id, key) is { } named
                ? new StateBlock(id, sls, named.Module, named.Function, key.Span, arguments)
                : null;
        }
        return names switch
        {
            [{ Kind: ScalarKind.Text } function] when Plain(function.Text) && Plain(key.Text) =>
                new StateBlock(id, sls, key.Text, function.Text, function.Span, arguments),
            [] => Refuse($"no function declared in state '{key.Text}'", id, key.Span, $"write '{key.Text}.function:'"),
            [var one] => Refuse($"'{one.Text}' is no name of a function of '{key.Text}'", id, one.Span,
                $"write '{key.Text}.function:', or one '- function'"),
            [_, var second, ..] => Refuse($"too many functions declared in state '{key.Text}'", id, second.Span,
                "leave one; an argument is written '- name: value'"),
        };
    }

    private List<YamlEntry> Arguments(YamlScalar id, YamlList list)
    {
        var arguments = new List<YamlEntry>();
        foreach (var item in list.Items)
        {
            if (item is YamlMap map)
                arguments.AddRange(map.Entries);
            else if (item is YamlList)
                Refuse("an argument is a list", id, item.Span, "write '- name: value'");
        }
        return arguments;
    }

    private (string Module, string Function)? Split(YamlScalar id, YamlScalar word)
    {
        var parts = word.Text.Split('.');
        if (parts is [var module, var function] && Plain(module) && Plain(function))
            return (module, function);
        Refuse($"'{word.Text}' is no module.function", id, word.Span,
            "write for example incus.instance_snapshot_present");
        return null;
    }

    private StateBlock? Refuse(string what, YamlScalar id, SourceSpan span, string remedy)
    {
        diagnostics.Error(Shape, $"{what} (ID '{id.Text}' in SLS '{sls}')", span, remedy);
        return null;
    }

    private static bool Plain(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static string Word(YamlNode node) => node switch
    {
        YamlList => "a list",
        YamlMap { Entries.IsEmpty: true } => "an empty mapping",
        YamlMap => "a mapping",
        YamlScalar { Kind: ScalarKind.Null } => "nothing",
        YamlScalar scalar => $"the {scalar.Kind.ToString().ToLowerInvariant()} '{scalar.Text}'",
        _ => throw new InvalidOperationException("YamlNode is a closed family"),
    };
}
