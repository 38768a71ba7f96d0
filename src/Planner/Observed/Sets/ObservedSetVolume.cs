using Brine.Planner.Names;

namespace Brine.Planner.Observed.Sets;

/// <summary>One custom volume of a set.</summary>
/// <param name="Snapshot">Null: it is gone, or was not looked at.</param>
public sealed record ObservedSetVolume(VolumeAddress At, ObservedSnapshot? Snapshot, bool IsGone);
