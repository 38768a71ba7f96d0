using Brine.Jinja;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>grains.*</summary>
internal static class GrainFunctions
{
    public static FunctionLine[] Table =>
    [
        .. ((string[])["grains.get", "grains.fetch"]).Select(name => new FunctionLine(name, "key default? delimiter? ordered?", (a, w) => DataPath.Find(w.Grains, a.Value("key"),
            a.OptionalText("delimiter") ?? ":") ?? a["default"] ?? JinjaValue.Of(""))),
        new("grains.item", "* default? delimiter? sanitize?", (a, w) => Lookup.Items(a, w.Grains)),
        new("grains.items", "sanitize?", (_, w) => JinjaValue.Dict(w.Grains.Entries)),
        new("grains.ls", "", (_, w) => JinjaValue.List(PythonOperations.Sort(PythonOperations.Walk(w.Grains)))),
        new("grains.has_value", "key", (a, w) => JinjaValue.Of(DataPath.Find(w.Grains, a.Value("key"), ":") is not null)),
        new("grains.equals", "key value", (a, w) => JinjaValue.Of(a.Shown("value")
            == (DataPath.Find(w.Grains, a.Value("key"), ":") ?? JinjaValue.Of("")).ToText())),
        new("grains.filter_by", "lookup_dict grain? merge? default? base?", (a, w) =>
            Lookup.FilterBy(a, w.Grains, a["grain"] ?? JinjaValue.Of("os_family"))),
    ];
}
