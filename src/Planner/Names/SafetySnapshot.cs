using System.Globalization;

namespace Brine.Planner.Names;

/// <summary>The snapshot that a restore takes first, as its own way back: <c>before-restore-20261123T120000Z</c>.</summary>
public static class SafetySnapshot
{
    private const string Prefix = "before-restore-";

    public static bool Is(string snapshot) => snapshot.StartsWith(Prefix, StringComparison.Ordinal);

    public static string NameAt(DateTimeOffset now) =>
        Prefix + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
