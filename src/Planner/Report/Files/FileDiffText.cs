using System.Globalization;
using System.Text.Json;

namespace Brine.Planner.Report.Files;

/// <summary>Changed files for people and for programs.</summary>
public static class FileDiffText
{
    /// <param name="shown">How many of them were asked for.</param>
    public static StyledText Text(FileComparison files, int shown)
    {
        var text = new StyledWriter();
        if (files.Why is { } why)
            return text.Line(0, ($"Files were not compared: {why}.", Style.Dim)).ToText();
        if (files.Total == 0)
            text.Line(0, "No file differs" + (files.StoppedAt is null && files.Unreadable == 0 ? "." : ", of those that were looked at."));
        else
            text.Line(0, ("Files: " + string.Join(", ", Counted(files)), Style.Heading));
        foreach (var file in files.Shown)
            text.Hanging(2, 6, file.Change switch
            {
                FileChange.Added => [("+ ", Style.Create), (StyledRun.Harmless(file.Path), Style.Create), (What(file), Style.Dim)],
                FileChange.Removed => [("- ", Style.Delete), (StyledRun.Harmless(file.Path), Style.Delete), (What(file), Style.Dim)],
                _ => [("~ ", Style.Change), (StyledRun.Harmless(file.Path), Style.Change), (What(file), Style.Dim)],
            });
        if (files.Rows > files.Shown.Length)
            text.Line(2, (FormattableString.Invariant($"… and {files.Rows - files.Shown.Length:N0} more; --files {More(files.Rows, shown)} shows more"), Style.Dim));
        if (files.Unreadable > 0)
            text.Line(0, (FormattableString.Invariant($"Could not be looked at, and may differ: {files.Unreadable:N0}"), Style.Warning));
        foreach (var (path, reason) in files.Unread)
            text.Hanging(2, 6, ("? ", Style.Warning), StyledRun.Harmless(path), ($" ({StyledRun.Harmless(reason)})", Style.Dim));
        if (files.Unreadable > files.Unread.Length)
            text.Line(2, (FormattableString.Invariant($"… and {files.Unreadable - files.Unread.Length:N0} more"), Style.Dim));
        if (files.StoppedAt is { } place)
            text.Line(0, (FormattableString.Invariant($"Stopped after {files.Seen:N0} files, at {StyledRun.Harmless(place)}; --under FOLDER compares one folder."), Style.Warning));
        return text.ToText();
    }

    private static IEnumerable<string> Counted(FileComparison files)
    {
        foreach (var (count, word) in new[] { (files.Added, "added"), (files.Changed, "changed"), (files.Removed, "removed") })
            if (count > 0)
                yield return FormattableString.Invariant($"{count:N0} {word}");
    }

    private static string What(FileDifference file) => $"  {StyledRun.Harmless(file.What)}";

    private static int More(int rows, int shown) => rows <= shown * 10 ? rows : shown * 10;

    /// <summary>The key <c>files</c> of an object.</summary>
    internal static void Write(Utf8JsonWriter json, FileComparison files)
    {
        json.WriteStartObject("files");
        json.WriteBoolean("compared", files.Why is null);
        json.WriteString("why_not", files.Why);
        json.WriteNumber("added", files.Added);
        json.WriteNumber("changed", files.Changed);
        json.WriteNumber("removed", files.Removed);
        json.WriteBoolean("complete", files.Why is null && files.Unreadable == 0 && files.StoppedAt is null);
        json.WriteNumber("seen", files.Seen);
        json.WriteString("stopped_at", files.StoppedAt);
        json.WriteNumber("unreadable", files.Unreadable);
        json.WriteStartArray("unread");
        foreach (var (path, reason) in files.Unread)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteString("why", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("list");
        foreach (var file in files.Shown)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("change", file.Change switch
            {
                FileChange.Added => "added",
                FileChange.Removed => "removed",
                _ => "changed",
            });
            Size(json, "from_size", file.From);
            Size(json, "to_size", file.To);
            json.WriteString("what", file.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Size(Utf8JsonWriter json, string name, long? size)
    {
        if (size is { } bytes)
            json.WriteNumber(name, bytes);
        else
            json.WriteNull(name);
    }

    /// <summary><c>12 B</c>, <c>3.4 KiB</c>.</summary>
    public static string Bytes(long size)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var (value, unit) = ((double)size, 0);
        while (value >= 1024 && unit < units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
