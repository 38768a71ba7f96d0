using System.Collections.Immutable;
using Brine.Planner.Doctor.Checks;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;

namespace Brine.Planner.Doctor;

/// <summary>The door of this folder: facts in, findings out. Asks nobody, changes nothing.</summary>
public static class Examination
{
    private static readonly HealthCheck NotChecked = new("not-checked", HealthSeverity.Note,
        "A check that could not be made, or not of everything.",
        "Nothing was found where nothing was looked at: that is no good news.",
        "Run the doctor where it can see it: on the server's own machine, as root, or with a certificate that is not restricted.");

    internal static ImmutableArray<CheckRun> Runs { get; } =
    [
        ServerHealth.Run, MemberHealth.Run, PoolHealth.Run, PoolCopies.Run, ProjectHealth.Run, InstanceHealth.Run,
        FrozenInstances.Run, StatefulHealth.Run, VolumeCover.Run, PatternHealth.Run, ScheduleHealth.Run, ScheduleFit.Run, ExpiryHealth.Run,
        PhantomHealth.Run, SnapshotHealth.Run, RestoreHealth.Run, DrillHealth.Run, Leftovers.Run,
    ];

    /// <summary>Every check that there is. The table behind docs/doctor.md.</summary>
    public static ImmutableArray<HealthCheck> Checks { get; } = [.. Runs.SelectMany(r => r.Checks), NotChecked];

    public static HealthReport Of(DoctorFacts facts)
    {
        var found = new Diagnosis();
        foreach (var run in Runs)
            run.Run(facts, found);
        foreach (var missing in facts.Unasked)
            found.Add(NotChecked, Subject.Server, $"could not be checked: {string.Join(", ", missing.Checks)}"
                + (missing.Of is { } of ? $" of {of}" : "") + $": {missing.Reason}", []);
        var order = Checks.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
        var unable = facts.Unasked.SelectMany(u => u.Checks).ToHashSet(StringComparer.Ordinal);
        return new HealthReport(facts.Project, facts.Instances.Count,
            [
                .. found.All.OrderByDescending(f => f.Severity).ThenBy(f => order[f.Check])
                    .ThenBy(f => f.Subject.Project, StringComparer.Ordinal).ThenBy(f => f.Subject.Name, StringComparer.Ordinal),
            ],
            [.. Checks.Select(c => c.Name).Where(n => n != NotChecked.Name && !unable.Contains(n) && found.All.All(f => f.Check != n))])
        {
            Unchecked = [.. Checks.Select(c => c.Name).Where(unable.Contains)],
        };
    }
}
