using System.Globalization;
using Brine.Jinja;
using Brine.Salt.Yaml;

namespace Brine.Salt.Templates;

/// <summary>Salt's way through nested data: <c>a:b:0</c>.</summary>
internal static class DataPath
{
    /// <summary>The value at the end of the path; null when the path leads nowhere.</summary>
    /// <param name="data">Where the way begins.</param>
    /// <param name="path">A text with a delimiter, one number, or a list of steps.</param>
    /// <param name="delimiter">What stands between two steps.</param>
    /// <exception cref="JinjaException">It is no path.</exception>
    public static JinjaValue? Find(JinjaValue data, JinjaValue path, string delimiter)
    {
        if (path.TryGetText(out var text))
            return Find(data, text, delimiter);
        var steps = path.Kind == JinjaKind.Integer ? [path] : PythonOperations.Walk(path);
        return Along(data, steps);
    }

    public static JinjaValue? Find(JinjaValue data, string path, string delimiter) => delimiter.Length == 0
        ? throw new JinjaException("a path's delimiter cannot be empty")
        : Along(data, path.Split(delimiter).Select(JinjaValue.Of));

    private static JinjaValue? Along(JinjaValue data, IEnumerable<JinjaValue> steps)
    {
        var at = data;
        foreach (var step in steps)
        {
            if ((at.Kind == JinjaKind.List ? InList(at, step) : InDict(at, step)) is not { } next)
                return null;
            at = next;
        }
        return at;
    }

    /// <summary>A mapping in the list that has the key goes before the item at that place.</summary>
    private static JinjaValue? InList(JinjaValue list, JinjaValue step)
    {
        var index = step.TryGetInteger(out var given) ? given
            : int.TryParse(step.ToText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var read) ? read
            : (long?)null;
        var key = index is { } number ? JinjaValue.Of(number) : step;
        foreach (var inner in list.Items)
            if (inner.Kind == JinjaKind.Dict && PythonOperations.Item(inner, key) is { } found)
                return found;
        return index is null ? null : PythonOperations.Item(list, key);
    }

    /// <summary>A step that no key is the text of may be a key that YAML reads so: <c>5</c>, <c>true</c>.</summary>
    private static JinjaValue? InDict(JinjaValue at, JinjaValue step)
    {
        if (at.Kind != JinjaKind.Dict)
            return null;
        if (PythonOperations.Item(at, step) is { } found)
            return found;
        if (!step.TryGetText(out var text) || text.Trim().Length == 0
            || (text.Contains('_', StringComparison.Ordinal) && text.Trim().All(c => char.IsAsciiDigit(c) || c == '_')))
            return null;
        var read = ScalarResolver.Resolve(text) switch
        {
            (bool truth, _) => JinjaValue.Of(truth),
            (long number, _) => JinjaValue.Of(number),
            (double number, _) => JinjaValue.Of(number),
            (null, _) => JinjaValue.None,
            _ => text == "None" ? JinjaValue.None : null,
        };
        return read is null ? null : PythonOperations.Item(at, read);
    }
}
