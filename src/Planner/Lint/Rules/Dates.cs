using System.Globalization;
using System.Text.RegularExpressions;

namespace Brine.Planner.Lint.Rules;

/// <summary>Dates as people write them into names, and what they can mean.</summary>
internal static partial class Dates
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <param name="head">The name up to the date, with its dash.</param>
    /// <param name="rest">The date and what follows it.</param>
    public static NameForm Daily(string head, string rest)
    {
        var (digits, tail) = Leading(rest);
        if (digits.Length == 8 && IsTail(tail))
            return Eight(head, digits, tail);
        if (Parted().Match(rest) is { Success: true } parts)
            return Apart(head, parts);
        if (tail.Length > 0 && tail[0] is not ('-' or '_' or 'T'))
            return default;
        return digits.Length switch
        {
            7 => Choice("has seven digits", [.. Sevens(digits).Select(d => head + d + tail)]),
            6 when IsDay(YearOf(digits[..2]), digits[2..4], digits[4..]) && !IsPlausible(digits[..4]) =>
                new NameForm("has a year of two digits", $"{head}20{digits}{tail}"),
            6 when IsPlausible(digits[..4]) && IsMonth(digits[4..]) =>
                new NameForm($"has no day: {digits} is a month", $"{head}{digits}01{tail}"),
            6 => new NameForm("has six digits, not the eight of a date", head + "YYYYMMDD"),
            >= 9 and <= 11 or 13 or > 14 =>
                new NameForm($"has {Findings.Number(digits.Length)} digits, not the eight of a date", head
                + "YYYYMMDD"),
            12 or 14 when IsDay(digits[..4], digits[4..6], digits[6..8]) => new NameForm(null),
            12 or 14 => new NameForm("is no date and time", head + "YYYYMMDD-HHMM"),
            _ => default, // a counter, or a name of its own
        };
    }

    public static NameForm Weekly(string head, string rest)
    {
        if (YearWeek().Match(rest) is { Success: true } week)
        {
            var (year, sign, number) = (week.Groups["year"].Value, week.Groups["sign"].Value,
                week.Groups["week"].Value);
            var better = $"{head}{year}W{number.PadLeft(2, '0')}{week.Groups["tail"].Value}";
            if (!IsPlausible(year))
                return default;
            if (!IsWeek(year, number))
                return new NameForm($"names week {number}: {year} has {Findings.Number(Weeks(year))} weeks",
                    Number(number) == Weeks(year) + 1
                    ? $"{head}{year}W{Findings.Number(Weeks(year))} or {head}{Findings.Number(Number(year) + 1)}W01"
                        : head + "YYYYWWW");
            return sign == "W" && number.Length == 2 ? default
                : new NameForm(sign == "" ? $"could be a week or a month: {rest}" : number.Length == 1
                    ? "has a week of one digit" : $"writes the week as {year}{sign}{number}",
                    better, IsStyle: number.Length == 2 && sign != "");
        }

        if (WeekYear().Match(rest) is { Success: true } turned
            && IsWeek(turned.Groups["year"].Value, turned.Groups["week"].Value))
            return new NameForm("has the week before the year",
                $"{head}{turned.Groups["year"].Value}W{turned.Groups["week"].Value.PadLeft(2, '0')}");
        if (OnlyWeek().Match(rest) is { Success: true } only)
            return new NameForm("has no year: next year the name is taken",
                $"{head}YYYYW{only.Groups["week"].Value.PadLeft(2, '0')}");
        var (digits, tail) = Leading(rest);
        return digits.Length == 8 && tail.Length == 0 && IsDay(digits[..4], digits[4..6], digits[6..])
            && Day(digits) is var day
            ? new NameForm("is written as a day", string.Create(CultureInfo.InvariantCulture,
                $"{head}{ISOWeek.GetYear(day)}W{ISOWeek.GetWeekOfYear(day):00}"), IsStyle: true)
            : digits.Length == 8 && tail.Length == 0 ? new NameForm("is neither a week nor a day", head + "YYYYWWW")
                : default;
    }

    public static NameForm Monthly(string head, string rest)
    {
        if (YearMonth().Match(rest) is { Success: true } parts && IsPlausible(parts.Groups["year"].Value))
        {
            var (year, sign, month) = (parts.Groups["year"].Value, parts.Groups["sign"].Value,
                parts.Groups["month"].Value);
            if (!IsMonth(month))
                return new NameForm($"names month {month}", head + year + "MM");
            return sign == "" && month.Length == 2 ? default
                : new NameForm(month.Length == 1 ? "has a month of one digit"
                    : $"writes the month as {year}{sign}{month}",
                    head + year + month.PadLeft(2, '0') + parts.Groups["tail"].Value, IsStyle: month.Length == 2);
        }

        var (digits, tail) = Leading(rest.Replace("-", "", StringComparison.Ordinal));
        return (digits.Length, tail) switch
        {
            (6, "") when IsMonth(digits[..2]) && IsPlausible(digits[2..]) =>
                new NameForm("has the month before the year", head + digits[2..] + digits[..2]),
            (8, "") when IsDay(digits[..4], digits[4..6], digits[6..]) =>
                new NameForm("is written as a day", head + digits[..6], IsStyle: true),
            (6 or 8, "") => new NameForm("is no month", head + "YYYYMM"),
            (4, "") when !IsPlausible(digits) && IsMonth(digits[2..]) =>
                new NameForm("has a year of two digits", head + "20" + digits),
            _ => default,
        };
    }

    private static NameForm Eight(string head, string digits, string tail)
    {
        if (IsDay(digits[..4], digits[4..6], digits[6..]))
            return default;
        string[] read = [digits[4..] + digits[2..4] + digits[..2], digits[4..] + digits[..2] + digits[2..4],
            digits[..4] + digits[6..] + digits[4..6]];
        var possible = read.Where(d => IsDay(d[..4], d[4..6], d[6..])).Distinct().Select(d => head + d + tail)
            .ToArray();
        return possible.Length > 0 ? Choice("does not begin with the year", possible,
            "has day and month in another order")
            : new NameForm(Impossible(digits), head + "YYYYMMDD" + tail);
    }

    private static NameForm Apart(string head, Match parts)
    {
        var (a, b, c, tail) = (parts.Groups["a"].Value, parts.Groups["b"].Value, parts.Groups["c"].Value,
            parts.Groups["tail"].Value);
        if (a.Length == 4)
            return !IsDay(a, b, c) ? new NameForm(Impossible(a + b.PadLeft(2, '0') + c.PadLeft(2, '0')), head
                + "YYYYMMDD")
                : new NameForm(b.Length + c.Length == 4 ? "separates year, month and day"
                    : "has a month or day of one digit",
                    head + a + b.PadLeft(2, '0') + c.PadLeft(2, '0') + tail, IsStyle: b.Length + c.Length == 4);
        if (c.Length != 4)
            return default;
        var possible = new[] { (b, a), (a, b) }.Where(p => IsDay(c, p.Item1, p.Item2))
            .Select(p => head + c + p.Item1.PadLeft(2, '0') + p.Item2.PadLeft(2, '0') + tail).Distinct().ToArray();
        return possible.Length > 0 ? Choice("does not begin with the year", possible)
            : new NameForm("is no date", head + "YYYYMMDD");
    }

    private static NameForm Choice(string trouble, string[] possible, string? ifOneYear = null) => possible switch
    {
        [] => new NameForm(trouble + ", not the eight of a date", null),
        [var one] => new NameForm(trouble, one),
        _ => new NameForm($"{ifOneYear ?? trouble}, and can be read in two ways", string.Join(" or ", possible)),
    };

    private static string Impossible(string digits)
    {
        var (year, month, day) = (digits[..4], digits[4..6], digits[6..8]);
        return IsMonth(month) && IsPlausible(year)
            ? $"names a day that does not exist: {Months[Number(month) - 1]} {year} has {Findings.Number(DateTime.DaysInMonth(Number(year), Number(month)))} days"
            : $"is no date: {digits}";
    }

    /// <summary>2024115 → 20240115 and 20241105.</summary>
    private static IEnumerable<string> Sevens(string digits) =>
        new[] { digits[..4] + "0" + digits[4..], digits[..6] + "0" + digits[6..] }.Where(d =>
            IsDay(d[..4], d[4..6], d[6..])).Distinct();

    private static (string Digits, string Tail) Leading(string rest)
    {
        var count = rest.TakeWhile(char.IsAsciiDigit).Count();
        return (rest[..count], rest[count..]);
    }

    /// <summary>A time, or words of its own.</summary>
    private static bool IsTail(string tail) => tail.Length == 0 || tail[0] is '-' or '_' or 'T' or '.';

    private static string YearOf(string two) => "20" + two;

    private static bool IsPlausible(string year) => year.Length == 4 && Number(year) is >= 1970 and < 2200;

    private static bool IsMonth(string month) => Number(month) is >= 1 and <= 12;

    private static bool IsDay(string year, string month, string day) => IsPlausible(year) && IsMonth(month)
        && Number(day) >= 1 && Number(day) <= DateTime.DaysInMonth(Number(year), Number(month));

    private static bool IsWeek(string year, string week) => IsPlausible(year) && Number(week) >= 1
        && Number(week) <= Weeks(year);

    private static int Weeks(string year) => ISOWeek.GetWeeksInYear(Number(year));

    private static DateTime Day(string digits) => new(Number(digits[..4]), Number(digits[4..6]), Number(digits[6..]),
        0, 0, 0, DateTimeKind.Utc);

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture,
        out var number) ? number : -1;

    [GeneratedRegex(@"^(?<a>\d{1,4})(?<sign>[-_.])(?<b>\d{1,2})\k<sign>(?<c>\d{1,4})(?<tail>[-_T.].*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parted();

    [GeneratedRegex(@"^(?<year>\d{4})(?<sign>[-_.]?[Ww]?[-_.]?)(?<week>\d{1,2})(?<tail>[-_.].*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex YearWeek();

    [GeneratedRegex(@"^([Ww]?)(?<week>\d{1,2})[-_.]?(?<year>\d{4})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WeekYear();

    [GeneratedRegex(@"^[Ww][-_.]?(?<week>\d{1,2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OnlyWeek();

    [GeneratedRegex(@"^(?<year>\d{4})(?<sign>[-_.]?)(?<month>\d{1,2})(?<tail>[-_.].*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex YearMonth();
}
