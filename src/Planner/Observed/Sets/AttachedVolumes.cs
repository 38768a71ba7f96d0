using System.Collections.Immutable;

namespace Brine.Planner.Observed.Sets;

/// <summary>The custom volumes that disk devices attach.</summary>
public static class AttachedVolumes
{
    /// <summary>Pool and name of each; dependent ones go with their instance (Incus 7.0 on).</summary>
    /// <param name="devices">Expanded, so that those of profiles are among them.</param>
    public static IEnumerable<(string Pool, string Volume)> In(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> devices) => devices.Values
        .Where(d => d.GetValueOrDefault("type") == "disk" && d.GetValueOrDefault("path") != "/"
            && d.ContainsKey("pool") && d.ContainsKey("source") && !Truth.Of(d.GetValueOrDefault("dependent")))
        // A folder inside the volume may be named behind it.
        .Select(d => (d["pool"], d["source"].Split('/')[0])).Distinct();
}
