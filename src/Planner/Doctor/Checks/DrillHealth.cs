using Brine.Planner.Desired;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>What the drills of snapshots came to, and those that are declared and did not take place.</summary>
internal static class DrillHealth
{
    private static readonly HealthCheck Failed = new("drill-failed", HealthSeverity.Warning,
        "A snapshot whose latest drill failed.",
        "A clone of it did not start, or its check did not end well: a restore would most likely leave the same behind.",
        "Look at why, and drill again. Until then, rely on an older snapshot that passed.");

    private static readonly HealthCheck Overdue = new("drill-overdue", HealthSeverity.Note,
        "A drill that is declared, and none passed in its time.",
        "Whether these snapshots can be restored is not known.",
        "Apply the declaration, by a timer say.");

    private static readonly HealthCheck Leftover = new("drill-leftover", HealthSeverity.Warning,
        "The clone of a drill, long after it.",
        "The run that made it was killed, and its journal is gone or on another machine: nothing will remove it. It takes room, and "
        + "policies for '*' look after it.",
        "Delete it.");

    /// <summary>No drill takes so long.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(2);

    public static CheckRun Run { get; } = new([Failed, Overdue, Leftover], (facts, found) =>
    {
        foreach (var (at, instance) in facts.Present)
        {
            if (instance.Config.TryGetValue(DrillMark.Key, out var mark) && instance.CreatedAt is { } made && facts.Now - made > s_longest)
                found.Add(Leftover, Diagnosis.Instance(at), $"it was made {Instants.Span(facts.Now - made)} ago for the drill of {mark.Split(' ')[0]}, and should be gone",
                    [facts.Commands.Incus(at.Project, "delete", "-f", facts.Commands.At(at.Name))]);
            var drills = instance.Snapshots.Values.Select(s => (Snapshot: s, Drill: SnapshotDrill.Of(s))).Where(d => d.Drill is not null).ToList();
            // Of one check, the latest drill speaks for the instance: a newer snapshot that passed is what a restore would take.
            foreach (var (snapshot, drill) in drills.GroupBy(d => d.Drill!.Check).Select(g => g.MaxBy(d => d.Drill!.At)).Where(d => !d.Drill!.Passed))
                found.Add(Failed, Diagnosis.Snapshot(at, snapshot.Name), $"its drill at {Instants.Readable(drill!.At)} failed: {drill.Why}",
                    [facts.Commands.Brine(at.Project, "drill", $"{facts.Commands.At(at.Name)}/{snapshot.Name}", "--check", drill.Check)]);
            foreach (var entry in facts.Declared.OfType<SnapshotDrilled>().Where(e => e.Instance == at))
            {
                var last = drills.Where(d => d.Drill!.Passed && entry.Covers(d.Snapshot.Name) && d.Drill.Check == SnapshotDrill.Line(entry.Check))
                    .Select(d => (DateTimeOffset?)d.Drill!.At).Max();
                if (last is { } passed && (entry.Every is not { } every || every.AddTo(passed) > facts.Now))
                    continue;
                found.Add(Overdue, Diagnosis.Instance(at), $"'{entry.Origin.Id}' declares a drill"
                    + (last is { } before ? $" every {entry.Every!.Text}; the latest that passed was at {Instants.Readable(before)}" : ", and none has passed"),
                    [facts.Commands.Brine(at.Project, "drill", facts.Commands.At(at.Name) + (entry.Name is { } name ? "/" + name : ""), "--check", entry.Check)]);
            }
        }
    });
}
