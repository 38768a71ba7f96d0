using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Retention;

namespace Brine.Planner.Schedule.Conflicts;

/// <summary>What files declare about the snapshots of an instance.</summary>
public static class DeclaredPolicies
{
    /// <param name="desired">With its selections come to instances.</param>
    public static ScheduleFacts With(this ScheduleFacts facts, DesiredState desired) => facts with
    {
        Policies = [.. desired.Entries.Where(e => e.Instances.Contains(facts.Instance)).SelectMany(Of)],
        Inheriting =
        [
            .. desired.Entries.OfType<SnapshotPresent>()
                .Concat(desired.Entries.OfType<SnapshotsManaged>().SelectMany(m => m.Snapshots).Select(s => s.Snapshot))
                .Where(s => s.Instance == facts.Instance && s.Expires is Expiry.Inherit).Select(s => s.Name).Distinct(),
        ],
    };

    private static IEnumerable<CoveringPolicy> Of(DesiredEntry entry) => entry switch
    {
        SnapshotsRetained { DryRun: false } e => [new CoveringPolicy(Label(e.Origin.Id, e.Origin), e.Pattern, e.Policy, e.Covers)],
        SnapshotsManaged e => e.Snapshots.Where(s => s.Pattern is not null).Select(s =>
            new CoveringPolicy(Label(s.Id, e.Origin), s.Pattern!, new RetentionPolicy { Last = s.Keep }, s.Covers)),
        _ => [],
    };

    private static string Label(string id, Origin origin) =>
        origin.Span is { } span ? FormattableString.Invariant($"'{id}' ({span.File}:{span.Line})") : $"'{id}'";
}
