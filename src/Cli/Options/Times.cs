using System.Globalization;

namespace Brine.Cli.Options;

/// <summary>Spans on the command line: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, or plain seconds.</summary>
internal static class Times
{
    public static TimeSpan? Read(string option, string? text)
    {
        if (text is null)
            return null;
        var total = TimeSpan.Zero;
        var start = 0;
        for (var i = 0; i <= text.Length && text.Length > 0; i++)
        {
            if (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
                continue;
            if (i == text.Length && start == i)
                break;
            var unit = i == text.Length ? 's' : text[i];
            if (!double.TryParse(text.AsSpan(start, i - start), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var count)
                || count > 1_000_000 || Unit(unit) is not { } span)
                throw Wrong(option, text);
            total += span * count;
            start = i + 1;
        }

        return total > TimeSpan.Zero ? total : throw Wrong(option, text);
    }

    private static TimeSpan? Unit(char unit) => unit switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        _ => null,
    };

    private static UsageException Wrong(string option, string text) =>
        new($"'{text}' is no time for {option}", "write it as 90s, 5m or 1h30m");
}
