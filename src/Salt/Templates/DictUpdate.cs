using Brine.Jinja;

namespace Brine.Salt.Templates;

/// <summary>Salt's ways of making one mapping of two.</summary>
internal static class DictUpdate
{
    /// <summary>Puts one mapping into another, in place: mappings key by key, anything else is what the second says.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="with">What is put into it.</param>
    /// <param name="isDeep">Mappings in both are made one; else the second's stands.</param>
    /// <param name="mergesLists">Lists in both are put one behind the other, each item once.</param>
    /// <exception cref="JinjaException">One of the two is no mapping.</exception>
    public static JinjaValue Update(JinjaValue target, JinjaValue with, bool isDeep = true, bool mergesLists = false)
    {
        if (target.Kind != JinjaKind.Dict || with.Kind != JinjaKind.Dict)
            throw new JinjaException($"cannot update {PythonOperations.TypeName(target)} with " +
                $"{PythonOperations.TypeName(with)}: both must be mappings");
        foreach (var (key, value) in with.Entries)
        {
            var old = isDeep ? PythonOperations.Item(target, key) : null;
            PythonOperations.Put(target, key, (old?.Kind, value.Kind) switch
            {
                (JinjaKind.Dict, JinjaKind.Dict) => Update(old!, value, isDeep: true, mergesLists),
                (JinjaKind.List, JinjaKind.List) when mergesLists => Joined(old!, value),
                _ => value,
            });
        }
        return target;
    }

    /// <summary>One mapping of two by a named strategy; neither is changed.</summary>
    public static JinjaValue Merge(JinjaValue one, JinjaValue two, string strategy, bool mergesLists) => strategy switch
    {
        "list" => Listed(one, two),
        "aggregate" => Update(PythonOperations.DeepCopy(one), two, isDeep: false),
        // Also "overwrite": what the second says is put over the first before the two are made one.
        "overwrite" => Update(Overwritten(one, two), two, isDeep: true, mergesLists),
        _ => Update(PythonOperations.DeepCopy(one), two, isDeep: true, mergesLists),
    };

    /// <summary>A list and what a second has beside it.</summary>
    public static JinjaValue Joined(JinjaValue one, JinjaValue two)
    {
        var joined = PythonOperations.DeepCopy(one);
        foreach (var item in two.Items.ToList())
            if (!PythonOperations.Contains(one, item))
                PythonOperations.Append(joined, item);
        return joined;
    }

    private static JinjaValue Overwritten(JinjaValue one, JinjaValue two)
    {
        var copy = PythonOperations.DeepCopy(one);
        foreach (var (key, _) in one.Entries)
            if (PythonOperations.Item(two, key) is { } value)
                PythonOperations.Put(copy, key, value);
        return PythonOperations.DeepCopy(copy);
    }

    private static JinjaValue Listed(JinjaValue one, JinjaValue two) => JinjaValue.Dict(one.Entries.Select(entry =>
        KeyValuePair.Create(entry.Key, PythonOperations.Item(two, entry.Key) is { } other
            ? JinjaValue.List([entry.Value, other])
            : entry.Value)));
}
