using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Brine.Planner.Names;

/// <summary>
/// The name of a snapshot that Brine may send to a server: 1 to 64 of <c>a-z A-Z 0-9 . _ -</c>, first and last alphanumeric.
/// Stricter than any Incus: 6.0.4 takes <c>..</c> and then wipes the snapshots of a whole dir pool
/// (facts/incus-api.md §1.4). Names already on a server may be wilder; those stay plain strings.
/// </summary>
public static partial class SnapshotName
{
    public const string Rule = "1 to 64 letters, digits, '.', '_' or '-', beginning and ending with a letter or digit";

    /// <summary>Null when <paramref name="text"/> may be sent; otherwise what is wrong with it.</summary>
    public static string? Refusal(string text) =>
        Pattern().IsMatch(text) ? null : $"'{text}' is not a snapshot name that Brine will send";

    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,62}[a-zA-Z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
