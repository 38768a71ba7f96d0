using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Brine.Planner.Names;

/// <summary>
/// The name of an instance as Incus takes it: a host name label of 1 to 63 letters, digits and dashes, not beginning with
/// a digit or a dash and not ending with a dash (Incus, shared/validate IsHostname).
/// </summary>
public static partial class InstanceName
{
    public const string Rule = "1 to 63 letters, digits or '-', beginning with a letter, not ending with '-'";

    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"^[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
