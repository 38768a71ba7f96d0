using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt.Pillar;

/// <summary>Tells a pillar from a state file by its content.</summary>
public static class PillarShape
{
    /// <summary>The sections under <c>incus</c> that make a file a pillar.</summary>
    public static ImmutableArray<string> Sections { get; } =
        ["instances", "instance_snapshots", "snapshot_rotation", "snapshot_retention", "snapshot_groups", "snapshot_drills", "connection"];

    /// <summary>True when the root has <c>incus</c> with a section that Brine knows.</summary>
    public static bool Fits(YamlNode? root) =>
        root is YamlMap map && map.Find("incus") is YamlMap incus
        && incus.Entries.Any(entry => Sections.Contains(entry.Key.Text));

    /// <summary>
    /// True when a text may well become a pillar: told before rendering, since states see the pillars.
    /// </summary>
    internal static bool IsLikely(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            if (line.StartsWith("incus:") || line.StartsWith("\"incus\"") || line.StartsWith("'incus'"))
                return true;
        return false;
    }
}
