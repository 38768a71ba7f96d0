namespace Brine.Planner.Schedule;

/// <summary>
/// A cron expression as sets: bit n stands for the value n. Matched against the wall clock of the server, minute by
/// minute, as Incus does it: a time that the clock skips in spring does not come, one that it shows twice in autumn comes
/// twice.
/// </summary>
/// <param name="EitherDay">
/// Both days are restricted: then one of them is enough ('0 0 13 * 5' is each 13th and each Friday), as in Incus's
/// library and in the classic cron. False: both must match, and one of them always does.
/// </param>
public sealed record CronFields(ulong Minutes, ulong Hours, ulong Days, ulong Months, ulong Weekdays, bool EitherDay)
{
    public const ulong AllMinutes = (1UL << 60) - 1, AllHours = (1UL << 24) - 1, AllDays = ((1UL << 31) - 1) << 1,
        AllMonths = ((1UL << 12) - 1) << 1, AllWeekdays = (1UL << 7) - 1;

    /// <summary>Incus 6.0.5 and later read '*/2' beside a weekday as AND, 6.0.4 and earlier as OR.</summary>
    public bool MeansTwoThings { get; init; }

    public bool IsDay(DateOnly date)
    {
        if (!Has(Months, date.Month))
            return false;
        bool day = Has(Days, date.Day), weekday = Has(Weekdays, (int)date.DayOfWeek);
        return EitherDay ? day || weekday : day && weekday;
    }

    /// <summary>Minutes since midnight, ascending.</summary>
    public IEnumerable<int> MinutesOfDay()
    {
        for (var hour = 0; hour < 24; hour++)
            if (Has(Hours, hour))
                for (var minute = 0; minute < 60; minute++)
                    if (Has(Minutes, minute))
                        yield return (60 * hour) + minute;
    }

    internal static bool Has(ulong set, int value) => (set >> value & 1) == 1;
}
