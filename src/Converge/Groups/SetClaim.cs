using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Groups;

/// <summary>
/// Whether a snapshot that bears the name of a set was made by the work that began then: only such a one is removed.
/// </summary>
internal static class SetClaim
{
    /// <summary>How far two clocks may differ that are compared to the second.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(5);

    /// <summary>A snapshot without a mark that appeared so long after the set was begun is somebody else's.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>False: it was there before.</summary>
    public static bool MayBe(DateTimeOffset createdAt, DateTimeOffset since) => createdAt >= since - s_slack;

    /// <param name="at">What its mark is relative to.</param>
    public static bool Is(ObservedSnapshot seen, InstanceAddress at, string setId, DateTimeOffset since) =>
        SnapshotGroup.Of(seen, at) is { } set ? set.Id == setId : seen.CreatedAt < since + s_longest;
}
