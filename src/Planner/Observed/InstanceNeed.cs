using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Planner.Observed;

/// <summary>What must be read of one instance before a plan can be made; nothing else is asked of the server.</summary>
/// <param name="Descriptions">Descriptions of its snapshots.</param>
/// <param name="Volume">Description of its own volume, which new snapshots inherit.</param>
/// <param name="Pool">Driver and restore rule of its root pool.</param>
/// <param name="Profiles">Names of the profiles of its project, to see whether a restore would miss one.</param>
public sealed record InstanceNeed(InstanceAddress Instance, bool Descriptions, bool Volume, bool Pool, bool Profiles)
{
    public static ImmutableArray<InstanceNeed> Of(DesiredState desired) =>
        [.. desired.ByInstance().Select(g => new InstanceNeed(g.Key, g.Any(IsPresent), g.Any(IsPresent), g.Any(IsRestore), g.Any(IsRestore)))];

    private static bool IsPresent(DesiredEntry entry) => entry is SnapshotPresent;

    private static bool IsRestore(DesiredEntry entry) => entry is SnapshotRestored;
}
