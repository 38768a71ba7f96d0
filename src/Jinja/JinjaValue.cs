using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja;

/// <summary>
/// A value as templates see it, with Python's meaning of truth, equality and printing.
/// Lists, dicts and sets are mutable from templates (<c>append</c>, <c>update</c>); everything else is immutable.
/// </summary>
public abstract class JinjaValue
{
    public static JinjaValue None => NoneValue.Instance;

    public static JinjaValue True => BooleanValue.True;

    public static JinjaValue False => BooleanValue.False;

    public abstract JinjaKind Kind { get; }

    /// <summary>Python's truth. Asking it of an undefined value is an error.</summary>
    public virtual bool IsTrue => true;

    /// <summary>The members of a list, tuple, set or other iterable; empty for everything else.</summary>
    public virtual IEnumerable<JinjaValue> Items => [];

    /// <summary>Keys and values of a dict, in insertion order; empty for everything else.</summary>
    public virtual IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Entries => [];

    /// <summary>Python's name of the type, for messages.</summary>
    internal abstract string TypeName { get; }

    /// <summary>How many members; null when the value has no length.</summary>
    internal virtual int? Count => null;

    public static JinjaValue Of(string text) => text.Length == 0 ? TextValue.Empty : new TextValue(text);

    public static JinjaValue Of(long number) => IntegerValue.Of(number);

    /// <exception cref="JinjaException">It is longer than a template may have one.</exception>
    public static JinjaValue Of(BigInteger number) => Integers.Of(number);

    public static JinjaValue Of(double number) => new FloatValue(number);

    public static JinjaValue Of(bool truth) => truth ? BooleanValue.True : BooleanValue.False;

    /// <summary>Text that counts as escaped for HTML already.</summary>
    public static JinjaValue Markup(string text) => new TextValue(text, markup: true);

    public static JinjaValue Bytes(byte[] content) => new BytesValue(content);

    public static JinjaValue List(IEnumerable<JinjaValue> items) => new ListValue([.. items]);

    public static JinjaValue Tuple(IEnumerable<JinjaValue> items) => new TupleValue([.. items]);

    /// <summary>Each member once, in the order of first appearance; templates walk over it in this order.</summary>
    /// <exception cref="JinjaException">A member is a list, dict or set.</exception>
    public static JinjaValue Set(IEnumerable<JinjaValue> members, bool isFrozen = false) =>
        new SetValue(members, isFrozen);

    /// <exception cref="JinjaException">A key is a list, dict or set.</exception>
    public static JinjaValue Dict(IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> entries)
    {
        var dict = new DictValue();
        foreach (var (key, value) in entries) dict.Set(key, value);
        return dict;
    }

    public static JinjaValue Function(string name, Func<JinjaCall, JinjaValue> body) => new FunctionValue(name, body);

    /// <summary>Python's <c>str()</c>.</summary>
    public virtual string ToText() => ToRepr();

    /// <summary>Python's <c>repr()</c>.</summary>
    public abstract string ToRepr();

    public sealed override string ToString() => Kind == JinjaKind.Undefined ? "Undefined" : ToText();

    public virtual bool TryGetText([NotNullWhen(true)] out string? text)
    {
        text = null;
        return false;
    }

    /// <summary>An integer of 64 bits; booleans are 0 and 1 as in Python, floats are not integers.</summary>
    public virtual bool TryGetInteger(out long number)
    {
        number = 0;
        return false;
    }

    /// <summary>Any number.</summary>
    public virtual bool TryGetFloat(out double number)
    {
        number = 0;
        return false;
    }

    /// <summary>Python's attributes, methods mostly; null when there is none of that name.</summary>
    internal virtual JinjaValue? FindAttribute(string name) => null;

    /// <summary>Python's subscript; null when it would fail.</summary>
    internal virtual JinjaValue? FindItem(JinjaValue key) => null;

    /// <summary>The members for a walk; null when the value cannot be walked over.</summary>
    internal virtual IEnumerable<JinjaValue>? Walk() => null;

    internal virtual void WriteRepr(StringBuilder text, ReprPath path) => text.Append(ToRepr());

    internal virtual JinjaValue Invoke(JinjaCall call) =>
        throw new JinjaException($"'{TypeName}' object is not callable");
}
