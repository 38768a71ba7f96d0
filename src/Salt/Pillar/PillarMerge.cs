using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt.Pillar;

/// <summary>
/// Salt's way of making one pillar of several: mappings key by key, anything else is what the later file says.
/// </summary>
public static class PillarMerge
{
    /// <summary>One mapping of two; keys keep the place where they came first.</summary>
    public static YamlMap Merge(YamlMap under, YamlMap over)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var merged = under.Entries.ToBuilder();
        for (var i = 0; i < merged.Count; i++)
            places[merged[i].Key.Text] = i;
        foreach (var entry in over.Entries)
        {
            if (places.TryGetValue(entry.Key.Text, out var place))
                merged[place] = new YamlEntry(merged[place].Key, Merge(merged[place].Value, entry.Value));
            else
                merged.Add(entry);
        }
        return new YamlMap(merged.ToImmutable(), under.Span);
    }

    private static YamlNode Merge(YamlNode under, YamlNode over) =>
        under is YamlMap left && over is YamlMap right ? Merge(left, right) : over;
}
