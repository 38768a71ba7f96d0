using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>The one-line form of <see cref="PrettyText"/>: as <c>repr()</c>, with sorted dicts.</summary>
internal static class PrettyFlat
{
    /// <param name="value">What to write.</param>
    /// <param name="open">The lists and dicts around it; one of them inside itself is only named.</param>
    public static string Write(JinjaValue value, List<JinjaValue> open)
    {
        var text = new StringBuilder();
        Put(text, value, open);
        return text.ToString();
    }

    public static List<KeyValuePair<JinjaValue, JinjaValue>> Sorted(DictValue dict) =>
        [.. dict.Entries.OrderBy(entry => entry.Key, ByKey)];

    public static List<JinjaValue> Sorted(IEnumerable<JinjaValue> members) => [.. members.OrderBy(m => m, ByKey)];

    // What cannot be compared goes by the name of its type.
    private static readonly Comparer<JinjaValue> ByKey = Comparer<JinjaValue>.Create((a, b) =>
    {
        try
        {
            return Ordering.Compare(a, b);
        }
        catch (JinjaException)
        {
            return string.CompareOrdinal(a.TypeName, b.TypeName);
        }
    });

    private static void Put(StringBuilder text, JinjaValue value, List<JinjaValue> open)
    {
        Bounds.Stack();
        Bounds.Text(text.Length);
        if (value is not (DictValue or ListValue or TupleValue))
        {
            value.WriteRepr(text, new ReprPath());
            return;
        }

        if (value.Count == 0)
        {
            text.Append(value is DictValue ? "{}" : value is ListValue ? "[]" : "()");
            return;
        }

        foreach (var outer in open)
        {
            if (!ReferenceEquals(outer, value)) continue;
            text.Append($"<Recursion on {value.TypeName} with id=0>");
            return;
        }

        open.Add(value);
        var isFirst = true;
        text.Append(value is DictValue ? '{' : value is ListValue ? '[' : '(');
        if (value is DictValue dict)
        {
            foreach (var (key, item) in Sorted(dict))
            {
                if (!isFirst) text.Append(", ");
                isFirst = false;
                Put(text, key, open);
                text.Append(": ");
                Put(text, item, open);
            }
        }
        else
        {
            foreach (var item in value.Items)
            {
                if (!isFirst) text.Append(", ");
                isFirst = false;
                Put(text, item, open);
            }
        }

        if (value is TupleValue { Content.Length: 1 }) text.Append(',');
        text.Append(value is DictValue ? '}' : value is ListValue ? ']' : ')');
        open.RemoveAt(open.Count - 1);
    }
}
