using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of <c>set</c>, and those of them that <c>frozenset</c> has too.</summary>
internal static class SetMethods
{
    public static readonly MethodTable Shared = new MethodTable()
        .Add("copy", "", a => Of(a).IsFrozen ? Of(a) : new SetValue(Of(a).Walk()))
        .Add("union", "*", a => Fold(a, Copy(a), (x, y) => SetAlgebra.Union(x, y.Walk())))
        .Add("intersection", "*", a => Fold(a, Copy(a), SetAlgebra.Intersection))
        .Add("difference", "*", a => Fold(a, Copy(a), SetAlgebra.Difference))
        .Add("symmetric_difference", "/other", a => SetAlgebra.Symmetric(Of(a), Other(a)))
        .Add("isdisjoint", "/other", a => JinjaValue.Of(!SetAlgebra.Intersection(Of(a), Other(a)).IsTrue))
        .Add("issubset", "/other", a => JinjaValue.Of(SetAlgebra.IsWithin(Of(a), Other(a))))
        .Add("issuperset", "/other", a => JinjaValue.Of(SetAlgebra.IsWithin(Other(a), Of(a))));

    public static readonly MethodTable Changing = new MethodTable()
        .Add("add", "/item", a => Done(() => Of(a).Put(a[0]!)))
        .Add("discard", "/item", a => Done(() => Of(a).Remove(a[0]!)))
        .Add("remove", "/item", Remove)
        .Add("pop", "", Pop)
        .Add("clear", "", a => Done(Of(a).Clear))
        .Add("update", "*", a => Become(a, Fold(a, Copy(a), (x, y) => SetAlgebra.Union(x, y.Walk()))))
        .Add("intersection_update", "*", a => Become(a, Fold(a, Copy(a), SetAlgebra.Intersection)))
        .Add("difference_update", "*", a => Become(a, Fold(a, Copy(a), SetAlgebra.Difference)))
        .Add("symmetric_difference_update", "/other", a => Become(a, SetAlgebra.Symmetric(Of(a), Other(a))));

    /// <summary>The methods of <c>dict.keys()</c> and <c>dict.items()</c>.</summary>
    public static readonly MethodTable View = new MethodTable()
        .Add("isdisjoint", "/other", a =>
            JinjaValue.Of(!SetAlgebra.Intersection(SetAlgebra.Of(a.Self)!, Other(a)).IsTrue));

    private static SetValue Of(Arguments a) => (SetValue)a.Self;

    private static SetValue Copy(Arguments a) => new(Of(a).Walk(), Of(a).IsFrozen);

    private static SetValue Other(Arguments a) => Set(a[0]!);

    private static SetValue Set(JinjaValue value) => value as SetValue ?? new SetValue(Operations.Walk(value));

    private static SetValue Fold(Arguments a, SetValue set, Func<SetValue, SetValue, SetValue> step)
    {
        foreach (var other in a.Rest) set = step(set, Set(other));
        return set;
    }

    private static JinjaValue Become(Arguments a, SetValue result)
    {
        Of(a).Clear();
        foreach (var member in result.Walk()) Of(a).Put(member);
        return JinjaValue.None;
    }

    private static JinjaValue Done(Action change)
    {
        change();
        return JinjaValue.None;
    }

    private static JinjaValue Remove(Arguments a) =>
        Of(a).Remove(a[0]!) ? JinjaValue.None : throw new JinjaException($"no member {a[0]!.ToRepr()} to remove");

    private static JinjaValue Pop(Arguments a)
    {
        if (!Of(a).IsTrue) throw new JinjaException("pop from an empty set");
        var member = Of(a).Last();
        Of(a).Remove(member);
        return member;
    }
}
