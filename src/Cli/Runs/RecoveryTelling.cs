using Brine.Cli.Screens;
using Brine.Converge;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Schedule;

namespace Brine.Cli.Runs;

/// <summary>What was put right of a killed run's work on sets, before what was asked for.</summary>
internal static class RecoveryTelling
{
    public static void Tell(Screen screen, IEnumerable<Recovered> found)
    {
        foreach (var one in found)
        {
            if (!one.Done.IsEmpty)
                screen.Warn($"{Subject(one.Work)}: {string.Join("; ", one.Done)}");
            if (!one.Left.IsEmpty)
                screen.Error($"{Subject(one.Work)}, and it could not be put right: {string.Join("; ", one.Left)}",
                    "'brine recover' tries again");
        }
    }

    /// <summary><c>a run that was cut off at … left the set nightly of web, db unfinished</c>.</summary>
    public static string Subject(Interruption work) => $"a run that was cut off at {Instants.Readable(work.At)} left " + work switch
    {
        TakingSet set => $"the set {set.Snapshot} of {Members(set.Members)} unfinished",
        DeletingSet set => $"the set {set.Snapshot} of {Members(set.Members)} partly deleted",
        DrillInterruption drill => $"the drill of {drill.Instance}/{drill.Snapshot} unfinished",
        Interruption.CreatingSnapshot one => $"the creation of {one.Instance}/{one.Snapshot} unfinished",
        Interruption.Restoring one => $"the restore of {one.Instance} to {one.Snapshot} unfinished",
        _ => $"work on {work.Instance} unfinished",
    };

    private static string Members(IReadOnlyCollection<SetMember> members) => MemberWords.Of(members.Select(m => m.Instance)).List(members.Select(m => m.Instance));
}
