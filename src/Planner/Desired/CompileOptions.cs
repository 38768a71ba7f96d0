namespace Brine.Planner.Desired;

/// <param name="SkipForeign">Leave out states of modules other than <c>incus</c>, with a warning each, instead of refusing them.</param>
/// <param name="NoExec">Refuse states that run commands of their own (onlyif, unless, check_cmd).</param>
public sealed record CompileOptions(ConnectionDefaults Defaults, bool SkipForeign = false, bool NoExec = false);
