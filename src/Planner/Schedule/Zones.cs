namespace Brine.Planner.Schedule;

/// <summary>
/// Time zones by their IANA names (<c>Europe/Berlin</c>). The system's zone table counts as a table, like those of
/// letters: nothing is asked of the machine but what a name means.
/// </summary>
public static class Zones
{
    public const string Rule = "an IANA time zone such as 'UTC' or 'Europe/Berlin' (other zones than UTC need the system's "
        + "zone table: apt install tzdata)";

    /// <summary>Null: there is no such zone, or the machine has no table.</summary>
    public static TimeZoneInfo? Find(string name) =>
        name is "UTC" or "Etc/UTC" ? TimeZoneInfo.Utc
            : name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
