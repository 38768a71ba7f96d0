using Brine.Planner.Names;

namespace Brine.Planner.Observed.Sets;

/// <summary>A shell command to be run inside one member of a set.</summary>
public sealed record MemberCommand(InstanceAddress Instance, string Command, TimeSpan Timeout);
