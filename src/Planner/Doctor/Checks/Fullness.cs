using System.Globalization;

namespace Brine.Planner.Doctor.Checks;

/// <summary>How full is too full, for everything that fills up.</summary>
internal static class Fullness
{
    private const double Warns = 0.85, Fails = 0.95;

    /// <summary>Null: there is room, or the total is not known.</summary>
    public static HealthSeverity? Of(long used, long total) => total <= 0 ? null
        : (double)used / total >= Fails ? HealthSeverity.Error
        : (double)used / total >= Warns ? HealthSeverity.Warning : null;

    /// <summary>Rounded down: nothing is full before it is.</summary>
    public static string Percent(long used, long total) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100.0 * used / total):0} %");
}
