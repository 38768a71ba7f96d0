using System.Collections.Frozen;
using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Writing;

namespace Brine.Salt.JsonQuery;

/// <summary>JMESPath's functions. Unlike the steps they mind what they are given.</summary>
internal static class QueryFunctions
{
    private delegate JinjaValue Body(IReadOnlyList<JinjaValue> arguments);

    /// <summary>By name: the least arguments (-1 behind: any more), the kinds they must have, the body.</summary>
    private static readonly FrozenDictionary<string, (string Takes, Body Body)> All = new Dictionary<string, (string, Body)>
    {
        ["abs"] = ("number", a => PythonOperations.Filter("abs", Call(a[0]))),
        ["avg"] = ("numbers", a => a[0].Items.Any() ? PythonOperations.Apply("/", Sum(a[0]), JinjaValue.Of(a[0].Items.Count())) : JinjaValue.None),
        ["ceil"] = ("number", a => Rounded(a[0], Math.Ceiling)),
        ["floor"] = ("number", a => Rounded(a[0], Math.Floor)),
        ["contains"] = ("list|text any", a => JinjaValue.Of(a[0].Kind == JinjaKind.List || a[1].Kind == JinjaKind.Text
            ? PythonOperations.Contains(a[0], a[1])
            : throw Wrong("contains", a[1], "text"))),
        ["ends_with"] = ("text text", a => JinjaValue.Of(a[0].ToText().EndsWith(a[1].ToText(), StringComparison.Ordinal))),
        ["starts_with"] = ("text text", a => JinjaValue.Of(a[0].ToText().StartsWith(a[1].ToText(), StringComparison.Ordinal))),
        ["join"] = ("text texts", a => JinjaValue.Of(string.Join(a[0].ToText(), a[1].Items.Select(item => item.ToText())))),
        ["keys"] = ("dict", a => JinjaValue.List(a[0].Entries.Select(entry => entry.Key))),
        ["values"] = ("dict", a => JinjaValue.List(a[0].Entries.Select(entry => entry.Value))),
        ["length"] = ("text|list|dict", a => JinjaValue.Of(PythonOperations.Length(a[0]))),
        ["map"] = ("expression list", a => JinjaValue.List(a[1].Items.Select(item => Step(a[0])(item)))),
        ["max"] = ("sortables", a => Best(a[0], item => item, -1)),
        ["min"] = ("sortables", a => Best(a[0], item => item, 1)),
        ["max_by"] = ("list expression", a => Best(a[0], Step(a[1]), -1)),
        ["min_by"] = ("list expression", a => Best(a[0], Step(a[1]), 1)),
        ["merge"] = ("dict *", Merged),
        ["not_null"] = ("any *", a => a.FirstOrDefault(value => value.Kind != JinjaKind.None) ?? JinjaValue.None),
        ["reverse"] = ("list|text", a => a[0].Kind == JinjaKind.List
            ? JinjaValue.List(a[0].Items.Reverse())
            : JinjaValue.Of(string.Concat(PythonOperations.Walk(a[0]).Reverse().Select(letter => letter.ToText())))),
        ["sort"] = ("sortables", a => JinjaValue.List(PythonOperations.Sort(a[0].Items))),
        ["sort_by"] = ("list expression", a => JinjaValue.List(PythonOperations.Sort(a[0].Items, item => Sortable(Step(a[1])(item))))),
        ["sum"] = ("numbers", a => Sum(a[0])),
        ["to_array"] = ("any", a => a[0].Kind == JinjaKind.List ? a[0] : JinjaValue.List([a[0]])),
        ["to_number"] = ("any", a => a[0].Kind == JinjaKind.Text ? PythonNumber.Integer(a[0]) ?? PythonNumber.Float(a[0]) ?? JinjaValue.None
            : QuerySteps.IsNumber(a[0]) ? a[0] : JinjaValue.None),
        ["to_string"] = ("any", a => a[0].Kind == JinjaKind.Text ? a[0]
            : JinjaValue.Of(new JsonWriter { Comma = ",", Colon = ":", IsAscii = true }.Write(a[0]))),
        ["type"] = ("any", a => JinjaValue.Of(Type(a[0]))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="JinjaException">No such function, or not so many arguments.</exception>
    public static Func<IReadOnlyList<JinjaValue>, JinjaValue> Find(string name, int count)
    {
        if (!All.TryGetValue(name, out var function))
            throw new JinjaException($"json_query: there is no function {name}()");
        var takes = function.Takes.Split(' ');
        var isOpen = takes[^1] == "*";
        var least = isOpen ? takes.Length - 1 : takes.Length;
        if (count < least || (count > least && !isOpen))
            throw new JinjaException($"json_query: {name}() takes {least} argument(s), not {count}");
        return arguments =>
        {
            for (var i = 0; i < arguments.Count; i++)
                if (!Fits(arguments[i], takes[Math.Min(i, least - 1)]))
                    throw Wrong(name, arguments[i], takes[Math.Min(i, least - 1)]);
            return function.Body(arguments);
        };
    }

    private static bool Fits(JinjaValue value, string kinds) => kinds.Split('|').Any(kind => kind switch
    {
        "any" => value is not QueryReference,
        "expression" => value is QueryReference,
        "number" => QuerySteps.IsNumber(value),
        "numbers" => value.Kind == JinjaKind.List && value.Items.All(QuerySteps.IsNumber),
        "texts" => value.Kind == JinjaKind.List && value.Items.All(item => item.Kind == JinjaKind.Text),
        "sortables" => Fits(value, "numbers|texts"),
        _ => Type(value) == kind switch { "list" => "array", "dict" => "object", _ => "string" },
    });

    private static string Type(JinjaValue value) => value.Kind switch
    {
        JinjaKind.None => "null",
        JinjaKind.Boolean => "boolean",
        JinjaKind.Integer or JinjaKind.Float => "number",
        JinjaKind.Text => "string",
        JinjaKind.List => "array",
        JinjaKind.Dict => "object",
        _ => throw new JinjaException($"json_query: {PythonOperations.TypeName(value)} is no JSON"),
    };

    private static QueryStep Step(JinjaValue reference) => ((QueryReference)reference).Step;

    private static JinjaValue Sortable(JinjaValue key) => QuerySteps.IsNumber(key) || key.Kind == JinjaKind.Text
        ? key
        : throw new JinjaException($"json_query: {Type(key)} is nothing to sort by");

    private static JinjaValue Best(JinjaValue list, QueryStep key, int sign)
    {
        JinjaValue? best = null;
        foreach (var item in list.Items)
            if (best is null || PythonOperations.Compare(Sortable(key(item)), key(best)) * sign < 0)
                best = item;
        return best ?? JinjaValue.None;
    }

    private static JinjaValue Merged(IReadOnlyList<JinjaValue> dicts)
    {
        var merged = JinjaValue.Dict([]);
        foreach (var (key, value) in dicts.SelectMany(dict => dict.Entries))
            PythonOperations.Put(merged, key, value);
        return merged;
    }

    private static JinjaValue Sum(JinjaValue list) =>
        list.Items.Aggregate(JinjaValue.Of(0), (a, b) => PythonOperations.Apply("+", a, b));

    private static JinjaValue Rounded(JinjaValue number, Func<double, double> round) =>
        number.Kind == JinjaKind.Integer || !number.TryGetFloat(out var value)
            ? number
            : JinjaValue.Of((System.Numerics.BigInteger)round(value));

    private static JinjaCall Call(JinjaValue value) =>
        new([value], new Dictionary<string, JinjaValue>(), CancellationToken.None);

    private static JinjaException Wrong(string function, JinjaValue value, string wanted) =>
        new($"json_query: {function}() wants {wanted.Replace("|", " or ", StringComparison.Ordinal)}, " +
            $"not {PythonOperations.TypeName(value)}");
}
