using System.Collections.Immutable;
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
        RestoringSet set => $"the restore of {Members(set.Members)} to the set {set.Snapshot} unfinished",
        Interruption.CreatingSnapshot one => $"the creation of {one.Instance}/{one.Snapshot} unfinished",
        Interruption.Restoring one => $"the restore of {one.Instance} to {one.Snapshot} unfinished",
        _ => $"work on {work.Instance} unfinished",
    };

    /// <summary>What becomes of work that is not put right at once.</summary>
    public static string Outlook(Interruption work) => work is RestoringSet set
        ? $"its members may be of two moments until it is restored again: brine group restore {set.Snapshot}"
        : "the next run that declares it looks after it";

    private static string Members(IReadOnlyCollection<SetMember> members) => Members([.. members.Select(m => m.Instance)]);

    private static string Members(ImmutableArray<InstanceAddress> members) => MemberWords.Of(members).List(members);
}
