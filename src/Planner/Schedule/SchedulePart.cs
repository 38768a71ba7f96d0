using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Brine.Planner.Schedule;

/// <summary>One of the expressions of a <c>snapshots.schedule</c>.</summary>
public abstract record SchedulePart(string Text)
{
    /// <summary>Times that stand in the text.</summary>
    public sealed record Cron(string Text, CronFields Fields) : SchedulePart(Text);

    /// <summary>
    /// Incus spreads these: the minute (and the hour, unless the window is one hour) comes from a number of the instance
    /// that the API does not show, and stays the same for the instance's life. <paramref name="Window"/> holds all that
    /// it may be.
    /// </summary>
    public sealed record Alias(string Text, CronFields Window, bool IsByHour) : SchedulePart(Text);

    /// <summary><c>@startup</c>: at no time of the clock.</summary>
    public sealed record Startup(string Text) : SchedulePart(Text);

    public sealed record Never(string Text) : SchedulePart(Text);

    private static readonly CronFields Always = new(CronFields.AllMinutes, CronFields.AllHours, CronFields.AllDays,
        CronFields.AllMonths, CronFields.AllWeekdays, EitherDay: false);

    private static readonly FrozenDictionary<string, SchedulePart> Words = new SchedulePart[]
    {
        new Alias("@hourly", Always, IsByHour: true),
        new Alias("@daily", Always, IsByHour: false),
        new Alias("@midnight", Always with { Hours = 1 }, IsByHour: true),
        new Alias("@weekly", Always with { Weekdays = 1 }, IsByHour: false),
        new Alias("@monthly", Always with { Days = 1 << 1 }, IsByHour: false),
        new Alias("@annually", Always with { Days = 1 << 1, Months = 1 << 1 }, IsByHour: false),
        new Alias("@yearly", Always with { Days = 1 << 1, Months = 1 << 1 }, IsByHour: false),
        new Startup("@startup"),
        new Never("@never"),
    }.ToFrozenDictionary(p => p.Text, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The expressions of a schedule; empty when the text is empty, or <paramref name="refusal"/> says why Incus would not
    /// take it.
    /// </summary>
    public static ImmutableArray<SchedulePart> Read(string schedule, out string? refusal)
    {
        refusal = null;
        if (schedule.Length == 0)
            return [];
        var parts = ImmutableArray.CreateBuilder<SchedulePart>();
        foreach (var text in schedule.Split(", "))
        {
            if (ReadOne(text, out refusal) is not { } part)
                return [];
            parts.Add(part);
        }

        return parts.ToImmutable();
    }

    private static SchedulePart? ReadOne(string text, out string? refusal)
    {
        refusal = null;
        if (Words.TryGetValue(text, out var word))
            return word;
        if (text.StartsWith('@'))
        {
            refusal = $"'{text}' is not one of {string.Join(' ', Words.Keys.Order(StringComparer.Ordinal))}";
            return null;
        }

        return CronReader.Read(text, out refusal) is { } fields ? new Cron(text, fields) : null;
    }
}
