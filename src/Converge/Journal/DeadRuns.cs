using System.Collections.Immutable;
using System.Text.Json;
using Brine.Planner.Observed;

namespace Brine.Converge.Journal;

/// <summary>One line of a run that is over, still open.</summary>
internal sealed record DeadEntry(string Path, int Entry, Interruption Work);

/// <summary>The journals of runs that are over.</summary>
internal static class DeadRuns
{
    // A file without lines may be one that a run is just about to lock and fill.
    private static readonly TimeSpan s_forgotten = TimeSpan.FromHours(1);

    public static ImmutableArray<DeadEntry> Read(string directory, DateTimeOffset now, Action<string> note)
    {
        try
        {
            if (!Directory.Exists(directory))
                return [];
            return [.. Directory.GetFiles(directory, "run-*.jsonl").Order(StringComparer.Ordinal)
                .SelectMany(path => ReadFile(path, now, note))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            note($"the journals in '{directory}' cannot be read ({e.Message})");
            return [];
        }
    }

    private static List<DeadEntry> ReadFile(string path, DateTimeOffset now, Action<string> note)
    {
        string[] lines;
        try
        {
            // Fails while the run that writes it holds its lock.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var reader = new StreamReader(stream);
            lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException e)
        {
            note($"the journal '{path}' cannot be read ({e.Message})");
            return [];
        }

        var open = Open(path, lines, note);
        // One with lines and nothing open was cut off behind its last end.
        if (open.Count == 0 && (lines.Length > 0 || now - File.GetLastWriteTimeUtc(path) > s_forgotten))
            JournalFile.Settle(path, [], last: true);
        return open;
    }

    private static List<DeadEntry> Open(string path, string[] lines, Action<string> note)
    {
        var open = new List<DeadEntry>();
        var skipped = 0;
        foreach (var text in lines)
        {
            if (Parse(text) is not { } line)
                skipped++;
            else if (line.Begin is { } work)
                open.Add(new DeadEntry(path, line.Entry, work));
            else
                open.RemoveAll(e => e.Entry == line.Entry);
        }

        if (skipped > 0)
            note($"the journal '{path}' has {skipped} unreadable line{(skipped == 1 ? "" : "s")}, left aside");
        return open;
    }

    private static JournalLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
