using System.Globalization;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>The <c>attribute=</c> and <c>case_sensitive=</c> of filters: which part of an item counts.</summary>
internal static class Picking
{
    /// <summary>Null: the item itself. Dots go deeper, numbers are indexes.</summary>
    public static Func<JinjaValue, JinjaValue> Attribute(JinjaValue? path, JinjaValue? fallback = null)
    {
        if (path is null or NoneValue) return item => item;
        if (path is UndefinedValue undefined) throw undefined.Error();
        JinjaValue[] parts = path.TryGetText(out var text) ? [.. text.Split('.').Select(Part)] : [path];
        return item =>
        {
            foreach (var part in parts)
            {
                item = Operations.Item(item, part);
                if (item is UndefinedValue && fallback is not null and not NoneValue) item = fallback;
            }

            return item;
        };
    }

    public static Func<JinjaValue, JinjaValue> Key(JinjaValue? path, bool isCaseSensitive, JinjaValue? fallback = null)
    {
        var pick = Attribute(path, fallback);
        return isCaseSensitive ? pick : item => IgnoreCase(pick(item));
    }

    public static JinjaValue IgnoreCase(JinjaValue value) =>
        value.TryGetText(out var text) ? JinjaValue.Of(TextCase.Lower(text)) : value;

    private static JinjaValue Part(string part) =>
        part.Length > 0 && part.All(char.IsAsciiDigit)
            && long.TryParse(part, CultureInfo.InvariantCulture, out var index)
            ? JinjaValue.Of(index)
            : JinjaValue.Of(part);
}
