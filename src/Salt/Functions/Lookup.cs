using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.States;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>What grains and pillars are asked for alike.</summary>
internal static class Lookup
{
    /// <summary>Several paths at once: a mapping of path to value.</summary>
    public static JinjaValue Items(Arguments a, JinjaValue data)
    {
        var otherwise = a["default"] ?? a.NamedRest.GetValueOrDefault("default") ?? JinjaValue.Of("");
        return JinjaValue.Dict(a.Rest.Select(path => KeyValuePair.Create(path,
            DataPath.Find(data, path, a.OptionalText("delimiter") ?? ":") ?? otherwise)));
    }

    /// <summary>
    /// The entry of a table whose key, a glob, fits a grain: what nearly every <c>map.jinja</c> begins with.
    /// </summary>
    public static JinjaValue FilterBy(Arguments a, JinjaValue data, JinjaValue path)
    {
        var table = a.Value("lookup_dict");
        if (table.Kind != JinjaKind.Dict)
            throw a.Wrong("'lookup_dict' must be a mapping");
        var value = DataPath.Find(data, path, ":") ?? JinjaValue.List([]);
        var values = value.Kind == JinjaKind.List ? value.Items.ToList() : [value];
        var found = values.Select(each => ByPattern(table, each.ToText())).FirstOrDefault(hit => hit is { Kind: not JinjaKind.None })
            ?? PythonOperations.Item(table, a["default"] ?? JinjaValue.Of("default")) ?? JinjaValue.None;
        if (a.Given("base") is { IsTrue: true } name && PythonOperations.Item(table, name) is { } common)
            found = found.Kind == JinjaKind.None ? common
                : common.Kind != JinjaKind.Dict ? found
                : found.Kind == JinjaKind.Dict ? DictUpdate.Update(PythonOperations.DeepCopy(common), found)
                : throw a.Wrong("the default and the entries of the table must both be mappings");
        if (a.Given("merge") is not { IsTrue: true } merge)
            return found;
        if (merge.Kind != JinjaKind.Dict)
            throw a.Wrong("'merge' must be a mapping");
        return found.Kind == JinjaKind.None ? merge : DictUpdate.Update(found, PythonOperations.DeepCopy(merge));
    }

    private static JinjaValue? ByPattern(JinjaValue table, string text)
    {
        foreach (var (key, value) in table.Entries)
            if (Glob.Matches(key.ToText(), text))
                return value;
        return null;
    }
}
