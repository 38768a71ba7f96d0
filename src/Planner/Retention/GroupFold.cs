using System.Collections.Immutable;

namespace Brine.Planner.Retention;

/// <summary>
/// A set taken together is worth something only whole: one member that stays, for whatever reason, keeps all of them.
/// </summary>
internal static class GroupFold
{
    public static void Apply(RetentionVerdict[] verdicts)
    {
        var keepers = new Dictionary<string, RetentionVerdict>();
        foreach (var verdict in verdicts)
            if (verdict is { Item.Group: { } group, Answer: not RetentionAnswer.Delete })
                keepers.TryAdd(group, verdict);
        if (keepers.Count == 0)
            return;
        for (var i = 0; i < verdicts.Length; i++)
            if (verdicts[i] is { Item.Group: { } group, Answer: RetentionAnswer.Delete } doomed
                && keepers.TryGetValue(group, out var keeper))
                verdicts[i] = doomed with { Answer = RetentionAnswer.Keep, Reasons = Reasons(doomed.Item, keeper) };
    }

    private static ImmutableArray<string> Reasons(RetentionItem item, RetentionVerdict keeper)
    {
        var reason = $"its group is kept: {keeper.Item}"
            + (keeper.Answer == RetentionAnswer.Leave ? ", which no policy deletes" : "");
        return item.ExpiresAt is { } at ? [reason, SeriesWalk.ExpiryWarning(at)] : [reason];
    }
}
