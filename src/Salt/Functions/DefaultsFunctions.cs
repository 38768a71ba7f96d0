using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>defaults.*: a formula's <c>defaults.yaml</c>, and merging for formulas</summary>
internal static class DefaultsFunctions
{
    public static FunctionLine[] Table =>
    [
        new("defaults.get", "key default?", Get),
        new("defaults.merge", "dest src merge_lists? in_place? convert_none?", (a, _) => Merged(a, "dest", "src", mergesLists: false)),
        new("defaults.update", "dest defaults merge_lists? in_place? convert_none?", Update),
        new("defaults.deepcopy", "source", (a, _) => PythonOperations.DeepCopy(a.Value("source"))),
    ];

    private static JinjaValue Get(Arguments a, World w)
    {
        var parts = a.Text("key").Split(':', 2);
        var found = w.File(parts[0] + "/defaults.yaml") is { } yaml ? TextData.Yaml(yaml.Text)
            : w.File(parts[0] + "/defaults.json") is { } json ? TextData.Json(json.Text) : null;
        if (found is { IsTrue: false })
            found = JinjaValue.Dict([]);
        return parts.Length == 1
            ? found ?? JinjaValue.None
            : (found is null ? null : DataPath.Find(found, parts[1], ":")) ?? a["default"] ?? JinjaValue.Of("");
    }

    private static JinjaValue Merged(Arguments a, string target, string with, bool mergesLists)
    {
        var convertsNone = a.Flag("convert_none", otherwise: true);
        var (one, two) = (a.Value(target), a.Value(with));
        if (two.Kind == JinjaKind.None && convertsNone)
            two = JinjaValue.Dict([]);
        var inPlace = a.Flag("in_place", otherwise: true);
        if (one.Kind == JinjaKind.None && convertsNone)
            one = inPlace ? throw a.Wrong($"'{target}' is none and cannot be changed in place") : JinjaValue.Dict([]);
        return DictUpdate.Update(inPlace ? one : PythonOperations.DeepCopy(one), two, isDeep: true,
            a.Flag("merge_lists", mergesLists));
    }

    /// <summary>The defaults under each of several mappings.</summary>
    private static JinjaValue Update(Arguments a, World w)
    {
        var nodes = a.Value("dest");
        if (nodes.Kind == JinjaKind.None && !a.Flag("in_place", otherwise: true))
            nodes = JinjaValue.Dict([]);
        if (nodes.Kind != JinjaKind.Dict)
            throw a.Wrong("'dest' must be a mapping");
        if (!a.Flag("in_place", otherwise: true))
            nodes = PythonOperations.DeepCopy(nodes);
        var defaults = a.Given("defaults") ?? JinjaValue.Dict([]);
        foreach (var (name, node) in nodes.Entries)
            PythonOperations.Put(nodes, name, DictUpdate.Update(PythonOperations.DeepCopy(defaults),
                node.Kind == JinjaKind.None ? JinjaValue.Dict([]) : node, isDeep: true, a.Flag("merge_lists", otherwise: true)));
        return nodes;
    }
}
