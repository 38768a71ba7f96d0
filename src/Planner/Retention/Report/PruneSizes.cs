using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Retention.Report;

/// <summary>How large snapshots are, where the storage driver tells.</summary>
public static class PruneSizes
{
    /// <summary>In bytes, by instance and name; null where the drivers tell of none.</summary>
    public static IReadOnlyDictionary<(string Series, string Name), long>? Of(ObservedState observed, ImmutableArray<InstanceAddress> instances)
    {
        var sizes = new Dictionary<(string, string), long>();
        foreach (var at in instances)
            if (observed.At(at) is Sighting.Present { Instance: var instance })
                foreach (var snapshot in instance.Snapshots.Values)
                    if (snapshot.Size is { } size and > 0)
                        sizes[(at.ToString(), snapshot.Name)] = size;
        return sizes.Count == 0 ? null : sizes;
    }
}
