using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.JsonQuery;
using Brine.Salt.Templates;

namespace Brine.Salt.Filters;

/// <summary>Values put deep into mappings, comparisons of mappings, queries</summary>
internal static class DictFilters
{
    private const string Takes = "in_dict keys value delimiter? ordered_dict?";

    public static FilterLine[] Table =>
    [
        new("set_dict_key_value", Takes, (a, _) => Changed(a, (dict, key) =>
            PythonOperations.Put(dict, key, a.Value("value")))),
        new("append_dict_key_value", Takes, (a, _) => Changed(a, (dict, key) =>
            Method(a, Existing(dict, key, () => JinjaValue.List([])), "append"))),
        new("extend_dict_key_value", Takes, (a, _) => Changed(a, (dict, key) =>
            Method(a, Existing(dict, key, () => JinjaValue.List([])), "extend"))),
        new("update_dict_key_value", Takes, (a, _) => Changed(a, (dict, key) =>
            Method(a, Existing(dict, key, () => JinjaValue.Dict([])), "update"))),
        new("compare_dicts", "old? new?", (a, _) => Compared(a)),
        new("json_query", "data expr", (a, _) => Query.Run(a.Text("expr"), a.Value("data"))),
        new("mysql_to_dict", "data key", (a, _) => FromTable(a)),
    ];

    /// <summary>Walks to the mapping that holds the last key, making what is missing, and works on it in place.</summary>
    private static JinjaValue Changed(Arguments a, Action<JinjaValue, JinjaValue> change)
    {
        var dict = a.Value("in_dict");
        if (dict.Kind != JinjaKind.Dict)
            throw a.Wrong($"it works on a mapping, not on {PythonOperations.TypeName(dict)}");
        var steps = a.Text("keys").Split(a.OptionalText("delimiter") ?? ":");
        var at = dict;
        foreach (var step in steps[..^1].Select(JinjaValue.Of))
        {
            if (PythonOperations.Item(at, step) is not { Kind: JinjaKind.Dict } next)
                PythonOperations.Put(at, step, next = JinjaValue.Dict([]));
            at = next;
        }
        change(at, JinjaValue.Of(steps[^1]));
        return dict;
    }

    private static JinjaValue Existing(JinjaValue dict, JinjaValue key, Func<JinjaValue> make)
    {
        if (PythonOperations.Item(dict, key) is { Kind: not JinjaKind.None } there)
            return there;
        var made = make();
        PythonOperations.Put(dict, key, made);
        return made;
    }

    private static void Method(Arguments a, JinjaValue target, string name)
    {
        var method = PythonOperations.Attribute(target, name)
            ?? throw a.Wrong($"the last key holds {PythonOperations.TypeName(target)}, which has no {name}");
        PythonOperations.Call(method, new JinjaCall([a.Value("value")], new Dictionary<string, JinjaValue>(), a.Token));
    }

    private static JinjaValue Compared(Arguments a)
    {
        var (old, now) = (Dict(a, "old"), Dict(a, "new"));
        var keys = now.Entries.Concat(old.Entries).Select(entry => entry.Key).Distinct(PythonOperations.Keys);
        var changes = JinjaValue.Dict([]);
        foreach (var key in keys)
        {
            var (before, after) = (PythonOperations.Item(old, key), PythonOperations.Item(now, key));
            if (before is null)
                PythonOperations.Put(changes, key, NodeValue.Dict([("old", JinjaValue.Of("")), ("new", after!)]));
            else if (after is null)
                PythonOperations.Put(changes, key, NodeValue.Dict([("new", JinjaValue.Of("")), ("old", before)]));
            else if (!PythonOperations.AreEqual(before, after))
                PythonOperations.Put(changes, key, NodeValue.Dict([("old", before), ("new", after)]));
        }
        return changes;
    }

    private static JinjaValue Dict(Arguments a, string name) => a[name] is { Kind: JinjaKind.Dict } dict
        ? dict
        : throw a.Wrong($"'{name}' must be a mapping");

    /// <summary>The lines of a table that mysql prints, by the column <c>key</c>.</summary>
    private static JinjaValue FromTable(Arguments a)
    {
        var rows = JinjaValue.Dict([]);
        string[] heads = [];
        foreach (var line in PythonOperations.Walk(a.Value("data")).Select(line => line.ToText()))
        {
            if (line.Length == 0 || line.StartsWith('+'))
                continue;
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            if (heads.Length <= 1)
            {
                heads = cells;
                continue;
            }
            var row = NodeValue.Dict(Enumerable.Range(1, heads.Length - 2).Select(i => (heads[i],
                TextFilters.Number(i < cells.Length ? cells[i] : throw a.Wrong($"'{line}' has too few columns")))));
            PythonOperations.Put(rows, PythonOperations.Item(row, a.Value("key"))
                ?? throw a.Wrong($"there is no column {a.Value("key").ToRepr()}"), row);
        }
        return rows;
    }
}
