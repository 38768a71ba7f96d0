using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary><c>str.maketrans</c> and <c>str.translate</c>: characters by their codes.</summary>
internal static class TextTranslation
{
    public static JinjaValue MakeTable(Arguments a)
    {
        var table = new DictValue();
        if (a[1] is null)
        {
            if (a[0] is not DictValue given)
                throw new JinjaException("if you give only one argument to maketrans it must be a dict");
            foreach (var (key, value) in given.Entries)
                table.Set(key.TryGetText(out var one) ? Code(one) : Number(key), value);
            return table;
        }

        var (from, to) = (CodePoints.Split(a.Text(0)).ToArray(), CodePoints.Split(a.Text(1)).ToArray());
        if (from.Length != to.Length)
            throw new JinjaException("the first two maketrans arguments must have equal length");
        for (var i = 0; i < from.Length; i++) table.Set(Code(from[i]), Code(to[i]));
        foreach (var one in CodePoints.Split(a.Text(2))) table.Set(Code(one), JinjaValue.None);
        return table;
    }

    public static string Apply(string text, JinjaValue table)
    {
        var result = new StringBuilder(text.Length);
        foreach (var one in CodePoints.Split(text))
        {
            var with = table.FindItem(Code(one));
            if (with is null) result.Append(one);
            else if (with.TryGetText(out var more)) result.Append(more);
            else if (with.TryGetInteger(out var code) && code is >= 0 and <= 0x10FFFF)
                result.Append(CodePoints.Of((int)code));
            else if (with is not NoneValue)
                throw new JinjaException("character mapping must be in range(0x110000), None or str");
            Bounds.Text(result.Length);
        }

        return result.ToString();
    }

    private static JinjaValue Number(JinjaValue key) => key.TryGetInteger(out _) ? key
        : throw new JinjaException("keys in translate table must be strings or integers");

    private static JinjaValue Code(string one)
    {
        if (CodePoints.Count(one) != 1)
            throw new JinjaException("string keys in translate table must be of length 1");
        return JinjaValue.Of(one.Length == 2 ? char.ConvertToUtf32(one[0], one[1]) : one[0]);
    }
}
