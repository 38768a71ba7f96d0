using System.Globalization;
using System.Text.RegularExpressions;

namespace Brine.Converge.Doctor;

/// <summary>
/// An instance's <c>backup.yaml</c>: Incus writes it anew when a snapshot is done, and so it lacks one that was cut off. It
/// keeps the name that a snapshot had before a rename, hence the dates.
/// </summary>
internal static partial class BackupFile
{
    /// <summary>When the snapshots in it were created; null when it cannot be read, or is none of Incus's.</summary>
    public static IReadOnlySet<DateTimeOffset>? SnapshotTimes(string path)
    {
        try
        {
            var times = new HashSet<DateTimeOffset>();
            var (isBackup, isInside) = (false, false);
            foreach (var line in File.ReadLines(path))
            {
                if (line.Length > 0 && char.IsAsciiLetter(line[0]))
                {
                    isInside = line.StartsWith("snapshots:", StringComparison.Ordinal);
                    isBackup |= line is "container:" or "instance:";
                }

                if (isInside && Created().Match(line) is { Success: true } match)
                    times.Add(Rounded(DateTimeOffset.Parse(match.Groups["at"].Value + "Z", CultureInfo.InvariantCulture)));
            }

            return isBackup ? times : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>To milliseconds, downwards: the server has nanoseconds.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    [GeneratedRegex(@"^[ -] created_at: (?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?)\d*Z\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Created();
}
