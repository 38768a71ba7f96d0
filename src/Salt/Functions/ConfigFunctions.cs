using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.States;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>config.*: the options, then grains, then pillar, then what the pillar says under <c>master</c></summary>
internal static class ConfigFunctions
{
    public static FunctionLine[] Table =>
    [
        new("config.get", "key default? delimiter? merge? omit_opts? omit_pillar? omit_master? omit_grains?", Get),
        new("config.option", "value default? omit_opts? omit_grains? omit_pillar? omit_master? omit_all? wildcard?", Option),
    ];

    private static JinjaValue Get(Arguments a, World w)
    {
        var delimiter = a.OptionalText("delimiter") ?? ":";
        var otherwise = a["default"] ?? JinjaValue.Of("");
        if (a.OptionalText("merge") is { } strategy)
        {
            var all = new[] { Master(w), w.Pillar, w.Grains, w.Opts }.Aggregate(JinjaValue.Dict([]),
                (merged, source) => DictUpdate.Merge(merged, source, strategy, mergesLists: false));
            return DataPath.Find(all, a.Value("key"), delimiter) ?? otherwise;
        }
        return Sources(a, w).Select(source => DataPath.Find(source, a.Value("key"), delimiter))
            .FirstOrDefault(found => found is not null) ?? otherwise;
    }

    private static JinjaValue Option(Arguments a, World w)
    {
        var sources = a.Flag("omit_all") ? [] : Sources(a, w).ToList();
        if (!a.Flag("wildcard"))
            return sources.Select(source => PythonOperations.Item(source, a.Value("value")))
                .FirstOrDefault(found => found is not null) ?? a.Given("default") ?? JinjaValue.Of("");
        var found = JinjaValue.Dict([]);
        sources.Reverse();
        foreach (var (key, value) in sources.SelectMany(source => source.Entries))
            if (Glob.Matches(a.Text("value"), key.ToText()))
                PythonOperations.Put(found, key, value);
        return found.IsTrue ? found : a.Given("default") ?? found;
    }

    private static IEnumerable<JinjaValue> Sources(Arguments a, World w)
    {
        if (!a.Flag("omit_opts"))
            yield return w.Opts;
        if (!a.Flag("omit_grains"))
            yield return w.Grains;
        if (!a.Flag("omit_pillar"))
            yield return w.Pillar;
        if (!a.Flag("omit_master"))
            yield return Master(w);
    }

    private static JinjaValue Master(World w) =>
        PythonOperations.Item(w.Pillar, JinjaValue.Of("master")) is { Kind: JinjaKind.Dict } master ? master : JinjaValue.Dict([]);
}
