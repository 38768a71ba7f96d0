using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>pillar.*</summary>
internal static class PillarFunctions
{
    public static FunctionLine[] Table =>
    [
        .. ((string[])["pillar.get", "pillar.fetch"]).Select(name =>
            new FunctionLine(name, "key default? merge? merge_nested_lists? delimiter? pillarenv? saltenv?", Get)),
        new("pillar.item", "* default? delimiter? pillarenv? saltenv?", (a, w) => Lookup.Items(a, w.Pillar)),
        new("pillar.items", "* **", (a, w) => a.Rest.IsEmpty ? w.Pillar : Lookup.Items(a, w.Pillar)),
        new("pillar.raw", "key?", (a, w) => a.Given("key") is { IsTrue: true } key
            ? PythonOperations.Item(w.Pillar, key) ?? JinjaValue.Dict([]) : w.Pillar),
        new("pillar.keys", "key delimiter?", Keys),
        new("pillar.ls", "*", (_, w) => JinjaValue.List(PythonOperations.Walk(w.Pillar))),
        new("pillar.filter_by", "lookup_dict pillar merge? default? base?", (a, w) =>
            Lookup.FilterBy(a, w.Pillar, a.Value("pillar"))),
    ];

    private static JinjaValue Get(Arguments a, World w)
    {
        var otherwise = a["default"] ?? JinjaValue.Of("");
        var delimiter = a.OptionalText("delimiter") ?? ":";
        var found = DataPath.Find(w.Pillar, a.Value("key"), delimiter);
        if (a.Flag("merge"))
        {
            if (otherwise.Kind == JinjaKind.Dict && found is null or { Kind: JinjaKind.Dict })
                return DictUpdate.Update(PythonOperations.DeepCopy(otherwise), found ?? JinjaValue.Dict([]),
                    isDeep: true, a.Flag("merge_nested_lists", w.Merges("pillar_merge_lists")));
            if (otherwise.Kind == JinjaKind.List && found is null or { Kind: JinjaKind.List })
                return DictUpdate.Joined(otherwise, found ?? JinjaValue.List([]));
        }
        return found ?? otherwise;
    }

    private static JinjaValue Keys(Arguments a, World w) =>
        DataPath.Find(w.Pillar, a.Value("key"), a.OptionalText("delimiter") ?? ":") switch
        {
            null => throw a.Wrong($"the pillar has no key '{a.Shown("key")}'"),
            { Kind: JinjaKind.Dict } found => JinjaValue.List(PythonOperations.Walk(found)),
            _ => throw a.Wrong($"the pillar's '{a.Shown("key")}' is no mapping"),
        };
}
