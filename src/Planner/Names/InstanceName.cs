using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Brine.Planner.Names;

/// <summary>
/// The name of an instance as Incus takes it (tried on 6.0.4): a host name label of 1 to 63 letters, digits and dashes,
/// with no dash at either end, and not of digits alone.
/// </summary>
public static partial class InstanceName
{
    public const string Rule = "1 to 63 letters, digits or '-', with no '-' at either end, not digits alone";

    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"^(?![0-9]+\z)[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
