using System.Collections.Frozen;
using Cronos;

namespace Brine.Planner.Schedule;

/// <summary>
/// <c>snapshots.schedule</c> as the oldest supported Incus takes it: a cron expression of five fields, or a list of
/// expressions and aliases separated by a comma and a space (facts/incus-api.md §4).
/// </summary>
public static class SnapshotSchedule
{
    private static readonly FrozenSet<string> Aliases = new[]
    {
        "@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@annually", "@yearly", "@startup", "@never",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Null when Incus takes it; otherwise what is wrong.</summary>
    public static string? Refusal(string text) =>
        text.Length == 0 ? null : text.Split(", ").Select(RefusalOfPart).FirstOrDefault(r => r is not null);

    private static string? RefusalOfPart(string part)
    {
        if (Aliases.Contains(part))
            return null;
        if (part.StartsWith('@'))
            return $"'{part}' is not one of {string.Join(' ', Aliases.Order(StringComparer.Ordinal))}";
        if (part.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5)
            return $"'{part}' has not the five fields minute, hour, day of month, month, day of week";
        try
        {
            CronExpression.Parse(part);
            return null;
        }
        catch (CronFormatException e)
        {
            return $"'{part}': {e.Message}";
        }
    }
}
