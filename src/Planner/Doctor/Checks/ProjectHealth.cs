using Brine.Planner.Doctor.Facts;

namespace Brine.Planner.Doctor.Checks;

/// <summary>What projects forbid.</summary>
internal static class ProjectHealth
{
    private static readonly HealthCheck Restricted = new("project-restricted", HealthSeverity.Error,
        "A restricted project that blocks snapshots.",
        "restricted=true alone does it: restricted.snapshots is 'block' unless it is set. Snapshots by hand fail, scheduled ones "
        + "are left out without a word.",
        "Allow them, if the project shall have some.");

    private static readonly HealthCheck Limits = new("project-limits", HealthSeverity.Note,
        "A limit on the disk space of a project that has snapshots.",
        "Incus counts the sizes that volumes may grow to, and no snapshot: the limit does not keep snapshots from filling the pool.",
        "Give the project a pool of its own, or watch the pool.");

    public static CheckRun Run { get; } = new([Restricted, Limits], (facts, found) =>
    {
        foreach (var project in facts.Projects)
        {
            var subject = new Subject("project", project.Name, null);
            var scheduled = facts.Holders.Where(h => !h.IsProfile && h.Project == project.Name
                && h.Expanded.GetValueOrDefault("snapshots.schedule", "").Length > 0).Select(h => h.Name).ToList();
            var isExamined = facts.Examines(project.Name);
            if (project.BlocksSnapshots && (isExamined || scheduled.Count > 0))
                found.Add(Restricted, subject, "it is restricted and blocks snapshots: "
                    + (project.Config.GetValueOrDefault("restricted.snapshots") is { } set ? $"restricted.snapshots is '{set}'"
                        : "restricted.snapshots is not set")
                    + (scheduled.Count > 0 ? $"; the schedule of {Diagnosis.Listed(scheduled)} does nothing" : ""),
                    [facts.Commands.Incus(null, "project", "set", facts.Commands.At(project.Name), "restricted.snapshots=allow")],
                    severity: scheduled.Count > 0 || facts.Declared.Any() ? null : HealthSeverity.Warning);
            var limits = project.Config.Where(c => c.Key.StartsWith("limits.disk", StringComparison.Ordinal)).ToList();
            var snapshots = facts.Present.Where(p => p.At.Project == project.Name).Sum(p => p.Instance.Snapshots.Count);
            if (limits.Count > 0 && snapshots > 0)
                found.Add(Limits, subject, $"{string.Join(", ", limits.Select(l => $"{l.Key}={l.Value}"))} does not count its "
                    + Diagnosis.Counted(snapshots, "snapshot"),
                    [.. limits.Select(l => facts.Commands.Incus(null, "project", "unset", facts.Commands.At(project.Name), l.Key))],
                    "only if it was meant to hold snapshots back: it does not");
        }
    });
}
