namespace Brine.Planner.Desired;

/// <param name="SkipForeign">Leave out states of modules other than <c>incus</c>, with a warning each, instead of refusing them.</param>
public sealed record CompileOptions(ConnectionDefaults Defaults, bool SkipForeign = false);
