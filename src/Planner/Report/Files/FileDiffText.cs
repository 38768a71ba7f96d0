using System.Globalization;
using System.Text.Json;

namespace Brine.Planner.Report.Files;

/// <summary>Changed files for people and for programs.</summary>
public static class FileDiffText
{
    public static StyledText Text(FileComparison files)
    {
        var text = new StyledWriter();
        if (files.Why is { } why)
            return text.Line(0, ($"Files were not compared: {why}.", Style.Dim)).ToText();
        if (files.Total == 0)
            return text.Line(0, "No file differs.").ToText();
        text.Line(0, (FormattableString.Invariant($"Files: {files.Added} added, {files.Changed} changed, {files.Removed} removed"), Style.Heading));
        foreach (var file in files.Shown)
            text.Hanging(2, 6, file.Change switch
            {
                FileChange.Added => [("+ ", Style.Create), (StyledRun.Harmless(file.Path), Style.Create), $" ({file.What})"],
                FileChange.Removed => [("- ", Style.Delete), (StyledRun.Harmless(file.Path), Style.Delete), $" ({file.What})"],
                _ => [("~ ", Style.Change), StyledRun.Harmless(file.Path), $" ({file.What})"],
            });
        if (files.Total > files.Shown.Length)
            text.Line(2, (FormattableString.Invariant($"and {files.Total - files.Shown.Length} more; --files shows as many as you say"), Style.Dim));
        return text.ToText();
    }

    /// <summary>The key <c>files</c> of an object.</summary>
    internal static void Write(Utf8JsonWriter json, FileComparison files)
    {
        json.WriteStartObject("files");
        json.WriteBoolean("compared", files.Why is null);
        json.WriteString("why_not", files.Why);
        json.WriteNumber("added", files.Added);
        json.WriteNumber("changed", files.Changed);
        json.WriteNumber("removed", files.Removed);
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
