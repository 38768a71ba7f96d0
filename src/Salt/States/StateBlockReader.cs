using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>Makes declarations of a block: one, or one for each of its <c>names</c>.</summary>
internal static class StateBlockReader
{
    /// <summary>
    /// Words of Salt that change when or how a state runs: leaving one out would do what was not asked.
    /// </summary>
    private static readonly ImmutableHashSet<string> NotYet =
    [
        "require_any", "watch_any", "onchanges_any", "onfail_any", "onfail_all", "prereq", "use", "listen",
        "require_any_in", "watch_any_in", "onchanges_any_in", "onfail_any_in", "onfail_all_in", "prereq_in", "use_in",
        "listen_in", "onlyif", "unless", "creates", "check_cmd", "retry", "parallel", "fire_event", "reload_modules",
        "reload_grains", "reload_pillar", "runas", "runas_password", "umask", "saltenv", "aggregate", "mod_aggregate",
    ];

    public static IEnumerable<StateDraft> Drafts(StateBlock block, DiagnosticBag diagnostics)
    {
        var names = block.Arguments.LastOrDefault(argument => argument.Key.Text == "names")?.Value;
        if (names is null)
            return [One(block, block.Arguments, diagnostics)];
        if (names is YamlList list)
            return list.Items.Select(item => Named(block, item, diagnostics)).OfType<StateDraft>().ToList();
        diagnostics.Error("salt.unknown-shape", $"'names' of ID '{block.Id.Text}' is not formed as a list", names.Span,
            "write one '- name' a line");
        return [];
    }

    private static StateDraft? Named(StateBlock block, YamlNode item, DiagnosticBag diagnostics)
    {
        var shared = block.Arguments.Where(argument => argument.Key.Text is not ("name" or "names"));
        var nameKey = YamlScalar.Of("name", item.Span);
        if (item is YamlScalar name)
            return One(block, [.. shared, new YamlEntry(nameKey, name)], diagnostics);
        if (item is YamlMap { Entries: [(var key, var value)] } && Own(value) is { } own)
        {
            var over = own.Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);
            return One(block, [.. shared.Where(argument => !over.Contains(argument.Key.Text)), .. own,
                new YamlEntry(nameKey, key)], diagnostics);
        }
        diagnostics.Error("salt.unknown-shape", $"an entry of 'names' of ID '{block.Id.Text}' is neither a name nor " +
            "a name with arguments of its own", item.Span, "write '- name' or '- name: [{argument: value}]'");
        return null;
    }

    private static List<YamlEntry>? Own(YamlNode value) => value switch
    {
        YamlMap map => [.. map.Entries],
        YamlList list when list.Items.All(item => item is YamlMap) =>
            [.. list.Items.OfType<YamlMap>().SelectMany(map => map.Entries)],
        YamlScalar { Kind: ScalarKind.Null } => [],
        _ => null,
    };

    private static StateDraft One(StateBlock block, IReadOnlyList<YamlEntry> written, DiagnosticBag diagnostics)
    {
        var arguments = new List<StateArgument>();
        var waits = ImmutableArray.CreateBuilder<Requisite>();
        var waitedBy = ImmutableArray.CreateBuilder<Requisite>();
        var requisites = new RequisiteReader(block, diagnostics);
        YamlNode? order = null;
        var name = block.Id.Text;
        SourceSpan? nameSpan = null;
        var failHard = false;
        foreach (var (key, value) in written)
        {
            if (NotYet.Contains(key.Text))
                diagnostics.Error("salt.unsupported", $"not supported yet: {key.Text} (ID '{block.Id.Text}')", key.Span,
                    "remove it, or run this state with Salt");
            else if (RequisiteReader.Kind(key.Text) is { } kind)
                (kind.IsIn ? waitedBy : waits).AddRange(requisites.Read(kind.Kind, key, value));
            else if (key.Text == "name")
                (name, nameSpan) = (Name(block, value, diagnostics), key.Span);
            else if (key.Text == "order")
                order = value;
            else if (key.Text == "failhard")
                failHard = FailHard(value, diagnostics);
            else if (key.Text != "names")
                Put(arguments, new StateArgument(key.Text, value, key.Span), diagnostics);
        }
        var declaration = new StateDeclaration
        {
            Id = block.Id.Text,
            Sls = block.Sls,
            Function = block.Module + "." + block.Function,
            Name = name,
            NameSpan = nameSpan,
            Arguments = [.. arguments],
            Order = 0,
            FailHard = failHard,
            Span = block.Span,
        };
        return new StateDraft(declaration, order, waits.ToImmutable(), waitedBy.ToImmutable());
    }

    private static string Name(StateBlock block, YamlNode value, DiagnosticBag diagnostics)
    {
        if (value is YamlScalar { Kind: not ScalarKind.Null } scalar)
            return scalar.Text;
        diagnostics.Error("salt.unknown-shape", $"'name' of ID '{block.Id.Text}' is not a single value", value.Span,
            "give one name, or use 'names' for several");
        return block.Id.Text;
    }

    private static bool FailHard(YamlNode value, DiagnosticBag diagnostics)
    {
        if (value is YamlScalar { Value: bool truth })
            return truth;
        diagnostics.Error("salt.unknown-shape", "'failhard' is neither true nor false", value.Span,
            "write true or false");
        return false;
    }

    /// <summary>An argument given twice: Salt takes the last without a word.</summary>
    private static void Put(List<StateArgument> arguments, StateArgument argument, DiagnosticBag diagnostics)
    {
        var same = arguments.FindIndex(other => other.Key == argument.Key);
        if (same < 0)
        {
            arguments.Add(argument);
            return;
        }
        diagnostics.Warn("salt.duplicate-argument", $"argument '{argument.Key}' is given twice, first at " +
            $"{arguments[same].Span}; the last one counts", argument.Span, "remove one of them");
        arguments[same] = argument;
    }
}
