using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt.Pillar;

/// <summary>
/// Salt's way of making one pillar of several: mappings key by key, anything else is what the later file says.
/// </summary>
public static class PillarMerge
{
    /// <summary>One mapping of two; keys keep the place where they came first.</summary>
    public static YamlMap Merge(YamlMap under, YamlMap over) => Merge(under, over, MinionOptions.Default);

    /// <summary>One mapping of two, as the minion's configuration wants it.</summary>
    public static YamlMap Merge(YamlMap under, YamlMap over, MinionOptions options) =>
        Merge(under, over, options.MergesPillarLists, options.PillarStrategy == PillarStrategy.Overwrite);

    private static YamlMap Merge(YamlMap under, YamlMap over, bool mergesLists, bool overwrites)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var merged = under.Entries.ToBuilder();
        for (var i = 0; i < merged.Count; i++)
            places[merged[i].Key.Text] = i;
        foreach (var entry in over.Entries)
        {
            if (places.TryGetValue(entry.Key.Text, out var place))
                merged[place] = overwrites ? entry
                    : new YamlEntry(merged[place].Key, Merge(merged[place].Value, entry.Value, mergesLists));
            else
                merged.Add(entry);
        }
        return new YamlMap(merged.ToImmutable(), under.Span);
    }

    private static YamlNode Merge(YamlNode under, YamlNode over, bool mergesLists) => (under, over) switch
    {
        (YamlMap left, YamlMap right) => Merge(left, right, mergesLists, overwrites: false),
        (YamlList left, YamlList right) when mergesLists => left with
        {
            Items = [.. left.Items, .. right.Items.Where(item => !left.Items.Any(other => IsSame(item, other)))],
        },
        _ => over,
    };

    private static bool IsSame(YamlNode one, YamlNode other) => (one, other) switch
    {
        (YamlScalar left, YamlScalar right) => Equals(left.Value, right.Value),
        (YamlList left, YamlList right) =>
            left.Items.Length == right.Items.Length && left.Items.Zip(right.Items).All(pair => IsSame(pair.First, pair.Second)),
        (YamlMap left, YamlMap right) => left.Entries.Length == right.Entries.Length
            && left.Entries.All(entry => right.Find(entry.Key.Text) is { } same && IsSame(entry.Value, same)),
        _ => false,
    };
}
