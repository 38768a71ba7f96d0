using Brine.Jinja;

namespace Brine.Salt.JsonQuery;

/// <summary>The steps that a query is made of. What does not fit a step gives none, never an error.</summary>
internal static class QuerySteps
{
    public static QueryStep Field(string name) => value =>
        value.Kind == JinjaKind.Dict ? PythonOperations.Item(value, JinjaValue.Of(name)) ?? JinjaValue.None : JinjaValue.None;

    public static QueryStep Chain(QueryStep left, QueryStep right) => value => right(left(value));

    public static QueryStep At(int index) => value => value.Kind == JinjaKind.List
        ? PythonOperations.Item(value, JinjaValue.Of(index)) ?? JinjaValue.None
        : JinjaValue.None;

    public static QueryStep Slice(int? start, int? stop, int? step) => value =>
    {
        if (value.Kind != JinjaKind.List)
            return JinjaValue.None;
        var items = value.Items.ToList();
        var by = step ?? 1;
        if (by == 0)
            throw new JinjaException("json_query: the step of a slice is zero");
        var (low, high) = by > 0 ? (0, items.Count) : (-1, items.Count - 1);
        int Bound(int? place, int otherwise) => place is { } given
            ? Math.Clamp(given < 0 ? given + items.Count : given, low, high)
            : otherwise;
        var (from, to) = (Bound(start, by > 0 ? low : high), Bound(stop, by > 0 ? high : low));
        var taken = new List<JinjaValue>();
        for (var i = (long)from; by > 0 ? i < to : i > to; i += by)
            taken.Add(items[(int)i]);
        return JinjaValue.List(taken);
    };

    public static QueryStep Projection(QueryStep left, QueryStep right) => value =>
        left(value) is { Kind: JinjaKind.List } list ? Each(list.Items, right) : JinjaValue.None;

    public static QueryStep ValuesOf(QueryStep left, QueryStep right) => value =>
        left(value) is { Kind: JinjaKind.Dict } dict ? Each(dict.Entries.Select(entry => entry.Value), right) : JinjaValue.None;

    public static QueryStep Filter(QueryStep left, QueryStep condition, QueryStep right) => value =>
        left(value) is { Kind: JinjaKind.List } list
            ? Each(list.Items.Where(item => IsTrue(condition(item))), right)
            : JinjaValue.None;

    public static QueryStep Flat(QueryStep left) => value => left(value) is { Kind: JinjaKind.List } list
        ? JinjaValue.List(list.Items.SelectMany(item => item.Kind == JinjaKind.List ? item.Items : [item]))
        : JinjaValue.None;

    public static QueryStep SelectList(List<QueryStep> parts) => value => value.Kind == JinjaKind.None
        ? value
        : JinjaValue.List(parts.Select(part => part(value)));

    public static QueryStep SelectHash(List<(string Key, QueryStep Value)> parts) => value => value.Kind == JinjaKind.None
        ? value
        : JinjaValue.Dict(parts.Select(part => KeyValuePair.Create(JinjaValue.Of(part.Key), part.Value(value))));

    public static QueryStep Or(QueryStep left, QueryStep right) => value =>
        left(value) is var first && IsTrue(first) ? first : right(value);

    public static QueryStep And(QueryStep left, QueryStep right) => value =>
        left(value) is var first && !IsTrue(first) ? first : right(value);

    public static QueryStep Not(QueryStep inner) => value => JinjaValue.Of(!IsTrue(inner(value)));

    public static QueryStep Comparison(string sign, QueryStep left, QueryStep right) => value =>
    {
        var (a, b) = (left(value), right(value));
        if (sign is "==" or "!=")
            return JinjaValue.Of(AreEqual(a, b) == (sign == "=="));
        if (!CanOrder(a) || !CanOrder(b))
            return JinjaValue.None;
        var order = PythonOperations.Compare(a, b);
        return JinjaValue.Of(sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    };

    /// <summary>JMESPath's truth: zero is true.</summary>
    public static bool IsTrue(JinjaValue value) =>
        value.Kind is JinjaKind.Integer or JinjaKind.Float || value.IsTrue;

    public static bool IsNumber(JinjaValue value) => value.Kind is JinjaKind.Integer or JinjaKind.Float;

    /// <summary>Unlike for Python, a truth value is no number.</summary>
    private static bool AreEqual(JinjaValue a, JinjaValue b) =>
        (a.Kind == JinjaKind.Boolean) == (b.Kind == JinjaKind.Boolean) && PythonOperations.AreEqual(a, b);

    private static bool CanOrder(JinjaValue value) => IsNumber(value) || value.Kind == JinjaKind.Text;

    private static JinjaValue Each(IEnumerable<JinjaValue> items, QueryStep right) =>
        JinjaValue.List(items.Select(item => right(item)).Where(item => item.Kind != JinjaKind.None));
}
