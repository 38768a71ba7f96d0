using System.Text.Json.Serialization;
using Brine.Planner.Names;

namespace Brine.Planner.Observed.Drills;

/// <summary>
/// A drill that was cut off: its clone may be there, or be about to be made. Whatever talks to the server next removes it.
/// </summary>
/// <param name="Instance">Of the snapshot.</param>
/// <param name="Throwaway">The clone, in the same project.</param>
/// <param name="Mark">What the clone's <see cref="DrillMark.Key"/> says; no instance without it is touched.</param>
/// <param name="Server">What tells its server from another that bears the remote's name.</param>
public sealed record DrillInterruption(
    InstanceAddress Instance, string StatusBefore, int ServerProcess, DateTimeOffset At, string Snapshot, string Throwaway, string Mark,
    string Server) : Interruption(Instance, StatusBefore, ServerProcess, At)
{
    [JsonIgnore]
    public override bool IsUrgent => true;
}
