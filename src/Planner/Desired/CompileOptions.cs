using Brine.Salt.Yaml;

namespace Brine.Planner.Desired;

/// <param name="SkipForeign">Leave out states of modules other than <c>incus</c>, with a warning each, instead of refusing them.</param>
/// <param name="Now">The instant that late-bound names (<c>daily-%Y%m%d</c>) are bound to.</param>
/// <param name="NoExec">Refuse states that run commands of their own (onlyif, unless, check_cmd).</param>
public sealed record CompileOptions(
    ConnectionDefaults Defaults, DateTimeOffset Now, bool SkipForeign = false, bool NoExec = false)
{
    /// <summary>All pillar data; its <c>incus.connection</c> counts when no pillar that is carried out has one. Null: none.</summary>
    public YamlMap? PillarData { get; init; }
}
