using System.Globalization;
using System.Text.RegularExpressions;

namespace Brine.Planner.Lint.Rules;

/// <summary>What a snapshot's name says under the naming conventions, and how it should say it.</summary>
/// <param name="Trouble">What is wrong; null when the name is well formed or follows no convention.</param>
/// <param name="Better">The form that is meant; null when that cannot be told.</param>
/// <param name="IsStyle">True when only the spelling differs: it can be read in one way only.</param>
internal readonly record struct NameForm(string? Trouble, string? Better = null, bool IsStyle = false);

/// <summary>
/// The conventions: <c>daily-YYYYMMDD</c>, <c>weekly-YYYYWWW</c>, <c>monthly-YYYYMM</c>, <c>pre-deploy-v1.2.3</c>. A name
/// that resembles one of them and misses it is judged; any other is free.
/// </summary>
internal static partial class NameForms
{
    public static NameForm Judge(string name)
    {
        if (Timed().Match(name) is { Success: true } timed)
        {
            var (kind, rest) = (timed.Groups["kind"].Value, timed.Groups["rest"].Value);
            return kind switch
            {
                "daily" => Dates.Daily(kind + "-", rest),
                "weekly" => Dates.Weekly(kind + "-", rest),
                _ => Dates.Monthly(kind + "-", rest),
            };
        }

        return Versioned(name);
    }

    /// <summary>True for a name that promises a period and names none: taken once, it is there for good.</summary>
    public static bool IsUndated(string name) => Undated().IsMatch(name) && !name.Any(char.IsAsciiDigit);

    /// <summary>What an undated name should be.</summary>
    public static string Dated(string name) => (name.StartsWith("week", StringComparison.OrdinalIgnoreCase)
        ? ("weekly", "%GW%V")
        : name.StartsWith("month", StringComparison.OrdinalIgnoreCase) ? ("monthly", "%Y%m")
        : name.StartsWith("hour", StringComparison.OrdinalIgnoreCase) ? ("hourly", "%Y%m%dT%HZ")
            : ("daily", "%Y%m%d")) is var (word, format)
        ? $"{word}-{{{{ salt['cmd.run']('date {(word == "hourly" ? "-u " : "")}+{format}') }}}}" : name;

    private static NameForm Versioned(string name)
    {
        if (BareVersion().Match(name) is { Success: true } bare)
            return new NameForm("has no 'v' before its version",
                $"{bare.Groups["head"].Value}-v{bare.Groups["version"].Value}", IsStyle: true);
        if (EmptyVersion().IsMatch(name))
            return new NameForm("ends in 'v' without a version");
        return BrokenVersion().IsMatch(name)
            ? new NameForm("has a version that is none: numbers are separated by one point each") : default;
    }

    [GeneratedRegex(@"^(?<kind>daily|weekly|monthly)[-_.]?(?<rest>[0-9Ww].*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Timed();

    [GeneratedRegex(@"^(hourly|daily|nightly|weekly|monthly)([-_.].*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Undated();

    [GeneratedRegex(@"^(?<head>(pre|post|before|after)-[a-zA-Z][\w-]*?)-(?<version>[0-9]+(\.[0-9]+)+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BareVersion();

    [GeneratedRegex(@"^(pre|post|before|after)-[\w-]+-v\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EmptyVersion();

    [GeneratedRegex(@"^(pre|post|before|after)-[\w-]+-v(\.|[0-9.]*\.\.|v)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BrokenVersion();
}
