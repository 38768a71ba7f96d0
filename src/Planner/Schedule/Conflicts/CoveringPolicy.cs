using Brine.Planner.Retention;

namespace Brine.Planner.Schedule.Conflicts;

/// <summary>A retention policy that speaks of the instance.</summary>
/// <param name="Label">As people find it: <c>'nightly' (f.sls:3)</c>.</param>
/// <param name="Pattern">As written: <c>auto-*</c>.</param>
/// <param name="Covers">Whether a snapshot of that name is the policy's to keep or delete.</param>
public sealed record CoveringPolicy(string Label, string Pattern, RetentionPolicy Policy, Func<string, bool> Covers);
