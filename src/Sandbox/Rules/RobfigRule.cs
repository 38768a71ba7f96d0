using System.Globalization;

namespace Brine.Sandbox.Rules;

/// <summary>The cron library of Incus up to 6.0.4: which expressions it takes, and its texts.</summary>
internal static class RobfigRule
{
    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly (int Low, int High, string[] Names)[] Fields =
        [(0, 59, []), (0, 23, []), (1, 31, []), (1, 12, Months), (0, 6, Weekdays)];

    public static string? Error(string text)
    {
        if (text.Split(' ').Length != 5)
            return "Schedule must be of the form: <minute> <hour> <day-of-month> <month> <day-of-week>";
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var error = fields.Length != 5
            ? $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]"
            : fields.SelectMany((field, i) => field.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(item => Item(item, Fields[i]))).FirstOrDefault(e => e is not null);
        return error is null ? null : $"Error parsing schedule: {error}";
    }

    private static string? Item(string item, (int Low, int High, string[] Names) field)
    {
        var steps = item.Split('/');
        var ends = steps[0].Split('-');
        var (start, end) = (field.Low, field.High);
        if (ends[0] is not ("*" or "?"))
        {
            if (Number(ends[0], field, out start) is { } first)
                return first;
            if (ends.Length > 2)
                return $"too many hyphens: {item}";
            end = start;
            if (ends.Length == 2 && Number(ends[1], field, out end) is { } second)
                return second;
        }

        var step = 1;
        if (steps.Length > 2)
            return $"too many slashes: {item}";
        if (steps.Length == 2)
        {
            if (Number(steps[1], (0, 0, []), out step) is { } third)
                return third;
            end = ends.Length == 1 ? field.High : end;
        }

        return start < field.Low ? $"beginning of range ({start}) below minimum ({field.Low}): {item}"
            : end > field.High ? $"end of range ({end}) above maximum ({field.High}): {item}"
            : start > end ? $"beginning of range ({start}) beyond end of range ({end}): {item}"
            : step == 0 ? $"step of range should be a positive number: {item}" : null;
    }

    private static string? Number(string text, (int Low, int High, string[] Names) field, out int number)
    {
        number = Array.IndexOf(field.Names, text) is >= 0 and var at ? at + field.Low : 0;
        return field.Names.Contains(text) ? null
            : !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
                ? $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax"
            : number < 0 ? $"negative number ({number}) not allowed: {text}" : null;
    }
}
