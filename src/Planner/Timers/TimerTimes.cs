using System.Collections.Frozen;
using System.Collections.Immutable;
using Brine.Planner.Schedule;

namespace Brine.Planner.Timers;

/// <summary>When a timer runs, in the languages that are asked for.</summary>
/// <param name="Text">As given with <c>--on</c>.</param>
/// <param name="Calendars">For systemd's <c>OnCalendar=</c>; it runs when one of them comes.</param>
/// <param name="Crons">Five fields each; empty: it was given in systemd's language.</param>
public sealed record TimerTimes(string Text, ImmutableArray<string> Calendars, ImmutableArray<string> Crons)
{
    public const string Rule = "cron such as '0 6 * * 1-5', an alias such as '@daily', several of them with comma and space "
        + "between, or a calendar expression of systemd such as 'Mon..Fri 06:00'";

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["@hourly"] = "0 * * * *", ["@daily"] = "0 0 * * *", ["@midnight"] = "0 0 * * *", ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *", ["@annually"] = "0 0 1 1 *", ["@yearly"] = "0 0 1 1 *",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null, and why, when it cannot be said in systemd's language.</summary>
    public static TimerTimes? Read(string text, out string? refusal)
    {
        text = text.Trim();
        refusal = null;
        if (!IsCron(text))
            return IsCalendar(text) ? new TimerTimes(text, [text], [])
                : Refuse($"'{text}' is no time for a timer: give {Rule}", out refusal);
        var (calendars, crons) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var part in text.Split(", "))
        {
            if (part.StartsWith('@') && !Aliases.ContainsKey(part))
                return Refuse(part.ToLowerInvariant() is "@startup" or "@reboot"
                    ? $"'{part}' is no time of the clock: a timer that runs at boot is not made by this command"
                    : $"'{part}' is not one of {string.Join(' ', Aliases.Keys.Order(StringComparer.Ordinal))}", out refusal);
            var cron = Aliases.GetValueOrDefault(part, part);
            if (CronReader.Read(cron, out refusal, isClassic: true) is not { } fields)
                return null;
            if (fields.MeansTwoThings)
                return Refuse($"'{part}' has a step of days beside a weekday, which some crons read as either and some as both: "
                    + "write the days out, or use systemd's own language", out refusal);
            if (Never(cron))
                return Refuse($"'{part}' is on no day of the calendar", out refusal);
            calendars.AddRange(OnCalendar.Of(fields));
            crons.Add(string.Join(' ', cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)));
        }

        return new TimerTimes(text, [.. calendars.Distinct(StringComparer.Ordinal)], [.. crons.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The next run by the clock of <paramref name="zone"/>; null: only systemd can tell.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => Crons.IsEmpty ? null
        : ScheduleTimes.Next(string.Join(", ", Crons.Select(InIncus)), after, zone, 1) is [var run] ? run.Earliest : null;

    public bool Equals(TimerTimes? other) => other is not null && Text == other.Text
        && Calendars.SequenceEqual(other.Calendars) && Crons.SequenceEqual(other.Crons);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static bool IsCron(string text) => text.StartsWith('@') || text.Contains(", ", StringComparison.Ordinal)
        || text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length == 5;

    // What is in systemd.time(7), and nothing that could end the line or begin a specifier.
    private static bool IsCalendar(string text) => text.Length is > 0 and <= 200
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '*' or ':' or '-' or '.' or '/' or ',' or '~' or '_' or '+');

    private static bool Never(string cron) =>
        ScheduleTimes.Next(InIncus(cron), new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc, 1).IsEmpty;

    /// <summary>The same in the narrower language: no 7.</summary>
    private static string InIncus(string cron)
    {
        var fields = cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (SnapshotSchedule.Refusal(string.Join(' ', fields)) is null || CronReader.Read(cron, out _, isClassic: true) is not { } sets)
            return string.Join(' ', fields);
        fields[4] = string.Join(',', Enumerable.Range(0, 7).Where(d => CronFields.Has(sets.Weekdays, d)));
        return string.Join(' ', fields);
    }

    private static TimerTimes? Refuse(string why, out string? refusal)
    {
        refusal = why;
        return null;
    }
}
