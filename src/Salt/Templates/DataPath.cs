using System.Globalization;
using Brine.Jinja;

namespace Brine.Salt.Templates;

/// <summary>Salt's way through nested data: <c>a:b:0</c>.</summary>
internal static class DataPath
{
    /// <summary>The value at the end of the path; null when the path leads nowhere.</summary>
    public static JinjaValue? Find(JinjaValue data, string path, string delimiter)
    {
        var at = data;
        foreach (var step in delimiter.Length == 0 ? [path] : path.Split(delimiter))
        {
            if (Step(at, step) is not { } next)
                return null;
            at = next;
        }
        return at;
    }

    /// <summary>Two values as one: mappings key by key, anything else is what <paramref name="over"/> says.</summary>
    public static JinjaValue Merge(JinjaValue under, JinjaValue over)
    {
        if (under.Kind != JinjaKind.Dict || over.Kind != JinjaKind.Dict)
            return over;
        var merged = under.Entries.ToList();
        foreach (var (key, value) in over.Entries)
        {
            var repr = key.ToRepr();
            var same = merged.FindIndex(entry => entry.Key.ToRepr() == repr);
            if (same < 0)
                merged.Add(KeyValuePair.Create(key, value));
            else
                merged[same] = KeyValuePair.Create(key, Merge(merged[same].Value, value));
        }
        return JinjaValue.Dict(merged);
    }

    private static JinjaValue? Step(JinjaValue at, string step)
    {
        if (at.Kind == JinjaKind.Dict)
        {
            foreach (var (key, value) in at.Entries)
                if (key.ToText() == step)
                    return value;
            return null;
        }
        return at.Kind is JinjaKind.List or JinjaKind.Tuple
            && int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? at.Items.ElementAtOrDefault(index)
            : null;
    }
}
