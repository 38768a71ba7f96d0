using System.Globalization;
using System.Text;
using Brine.Planner.Names;

namespace Brine.Planner.Schedule;

/// <summary>
/// Late-bound names: <c>daily-%Y%m%d</c> gets its date when the plan is made, not when the file is rendered. '%' never
/// occurs in a snapshot name, so there is no mistaking one for the other.
/// </summary>
public static class DatedName
{
    public const string Rule = "%Y %y %m %d %H %M %S %j %b %a %u %s, and for ISO weeks %G%V";

    public static bool HasDirectives(string name) => name.Contains('%', StringComparison.Ordinal);

    /// <summary>
    /// The name at that instant in that zone; unchanged without directives. <paramref name="refusal"/> says why it cannot
    /// be one.
    /// </summary>
    public static string Expand(string name, DateTimeOffset now, TimeZoneInfo zone, out string? refusal)
    {
        refusal = null;
        if (!HasDirectives(name))
            return name;
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '%')
                result.Append(name[i]);
            else if (++i == name.Length)
                refusal ??= "it ends with a lone '%'";
            else if (Value(name[i], local) is { } value)
                result.Append(value);
            else
                refusal ??= name[i] == '%' ? "'%%' stands for '%', which no snapshot name may hold"
                    : $"'%{name[i]}' is not one of the directives a name may have ({Rule})";
        }

        refusal ??= Clash(name);
        if (refusal is null && !SnapshotName.IsValid(result.ToString()))
            refusal = $"it becomes '{result}', which is not {SnapshotName.Rule}";
        return refusal is null ? result.ToString() : name;
    }

    /// <summary>30 December 2024 is in week 1 of 2025: %Y%V makes it 202401, the name of a week a year before.</summary>
    private static string? Clash(string name)
    {
        bool Has(char directive) => name.Contains($"%{directive}", StringComparison.Ordinal);
        if (Has('V') && (Has('Y') || Has('y')) && !Has('G'))
            return $"%V is an ISO week, whose year is %G: with %{(Has('Y') ? 'Y' : 'y')} a week at new year gets the name "
                + "of one a year before; write %G%V";
        return Has('G') && !Has('V')
            ? "%G is the year of ISO weeks and goes with %V: without it the days around new year get the wrong year; write %Y"
            : null;
    }

    private static string? Value(char directive, DateTimeOffset at) => directive switch
    {
        'Y' => Text(at, "yyyy"),
        'y' => Text(at, "yy"),
        'm' => Text(at, "MM"),
        'd' => Text(at, "dd"),
        'H' => Text(at, "HH"),
        'M' => Text(at, "mm"),
        'S' => Text(at, "ss"),
        'b' => Text(at, "MMM"),
        'a' => Text(at, "ddd"),
        'j' => at.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(at.DateTime).ToString("0000", CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(at.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'u' => (at.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)at.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        's' => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Text(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
}
