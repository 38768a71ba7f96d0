using Brine.Jinja.Filters;
using Brine.Jinja.Methods;
using Brine.Jinja.Rendering;
using Brine.Jinja.Syntax;
using Brine.Jinja.Values;

namespace Brine.Jinja.Checks;

/// <summary>The tests behind <c>is</c>.</summary>
internal static class TestTable
{
    private static readonly BuiltinTable All = Make();

    public static Func<JinjaCall, JinjaValue>? Find(string name) => All.Find(name);

    private static BuiltinTable Make()
    {
        var table = new BuiltinTable();
        AddKinds(table);
        AddTexts(table);
        AddRelations(table);
        return table;
    }

    private static void AddKinds(BuiltinTable table) => Kinds(table,
        ("defined", value => value is not UndefinedValue),
        ("undefined", value => value is UndefinedValue),
        ("none", value => value is NoneValue),
        ("boolean", value => value is BooleanValue),
        ("true", value => value is BooleanValue && value.IsTrue),
        ("false", value => value is BooleanValue && !value.IsTrue),
        ("integer", value => value is IntegerValue or LargeIntegerValue),
        ("float", value => value is FloatValue),
        ("number", Numbers.Is),
        ("string", value => value is TextValue),
        ("mapping", value => value is DictValue),
        ("iterable", value => value is UndefinedValue undefined ? throw undefined.Error() : value.Walk() is not null),
        ("sequence", value => value is TextValue or BytesValue or ListValue or TupleValue or DictValue or RangeValue),
        ("callable", value => value is FunctionValue or MacroValue or LoopValue or SuperValue or JoinerValue or UndefinedValue),
        ("escaped", value => value is TextValue { IsMarkup: true }));

    private static void Kinds(BuiltinTable table,
        params ReadOnlySpan<(string Name, Func<JinjaValue, bool> Holds)> tests)
    {
        foreach (var (name, holds) in tests) table.Add(name, "value", a => JinjaValue.Of(holds(a[0]!)));
    }

    private static void AddTexts(BuiltinTable table) => table
        .Add("lower", "value", a => JinjaValue.Of(TextCase.IsLower(a[0]!.ToText())))
        .Add("upper", "value", a => JinjaValue.Of(TextCase.IsUpper(a[0]!.ToText())))
        .Add("filter", "value", a => JinjaValue.Of(Exists(a, name => a.Run.Filter(name))))
        .Add("test", "value", a => JinjaValue.Of(Exists(a, name => a.Run.Test(name))));

    private static void AddRelations(BuiltinTable table) => table
        .Add("odd", "value", a => JinjaValue.Of(Rest(a[0]!, JinjaValue.Of(2), 1)))
        .Add("even", "value", a => JinjaValue.Of(Rest(a[0]!, JinjaValue.Of(2), 0)))
        .Add("divisibleby", "value num", a => JinjaValue.Of(Rest(a[0]!, a[1]!, 0)))
        .Add("sameas", "value other", a => JinjaValue.Of(IsSame(a[0]!, a[1]!)))
        .Add("in", "value seq", a => JinjaValue.Of(Operations.Contains(a[1]!, a[0]!)))
        .Add("== eq equalto", "value other", a => JinjaValue.Of(Equality.AreEqual(a[0]!, a[1]!)))
        .Add("!= ne", "value other", a => JinjaValue.Of(!Equality.AreEqual(a[0]!, a[1]!)))
        .Add("> gt greaterthan", "value other", a => JinjaValue.Of(Ordering.Holds(">", a[0]!, a[1]!)))
        .Add(">= ge", "value other", a => JinjaValue.Of(Ordering.Holds(">=", a[0]!, a[1]!)))
        .Add("< lt lessthan", "value other", a => JinjaValue.Of(Ordering.Holds("<", a[0]!, a[1]!)))
        .Add("<= le", "value other", a => JinjaValue.Of(Ordering.Holds("<=", a[0]!, a[1]!)));

    private static bool Rest(JinjaValue value, JinjaValue by, long wanted) =>
        Equality.AreEqual(Arithmetic.Apply("%", value, by), JinjaValue.Of(wanted));

    // Python's identity of small integers and texts is chance; equal scalars of one type count as the same here.
    private static bool IsSame(JinjaValue a, JinjaValue b) => ReferenceEquals(a, b)
        || (a.Kind == b.Kind && a is TextValue or IntegerValue && Equality.AreEqual(a, b));

    private static bool Exists(Arguments a, Func<string, object> find)
    {
        // A list cannot be a name, and Python says so.
        Equality.Keys.GetHashCode(a[0]!);
        try
        {
            find(a[0]!.ToText());
            return true;
        }
        catch (JinjaException)
        {
            return false;
        }
    }
}
