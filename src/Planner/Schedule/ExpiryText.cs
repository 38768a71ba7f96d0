using System.Globalization;

namespace Brine.Planner.Schedule;

/// <summary>What may be written behind <c>expires:</c>.</summary>
public static class ExpiryText
{
    public const string Rule = "'never', 'inherit', an instant such as '2026-12-01T00:00:00Z', or " + ExpiryDuration.Rule;

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"];

    public static Expiry? TryParse(string text)
    {
        if (text == "never")
            return new Expiry.Never();
        if (text == "inherit")
            return new Expiry.Inherit();
        if (ExpiryDuration.TryParse(text) is { } duration)
            return new Expiry.After(duration);
        // RFC 3339 wants the offset; without one nobody knows which zone was meant.
        return (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? new Expiry.At(instant.ToUniversalTime()) : null;
    }
}
