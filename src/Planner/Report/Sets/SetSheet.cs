using System.Globalization;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report.Sets;

/// <summary>Everything that is known of one set.</summary>
public static class SetSheet
{
    public static StyledText Of(ObservedSet set, DateTimeOffset now)
    {
        var text = new StyledWriter();
        text.Line(0, (set.Id, Style.Heading));
        void Fact(string name, string value) => text.Hanging(2, 16, ($"{name,-14}", Style.Dim), value);
        Fact("created", $"{Instants.Readable(set.CreatedAt)} ({Instants.Span(now - set.CreatedAt)} ago)");
        Fact("frozen", SetTable.Milliseconds(set.Times?.Frozen));
        Fact("skew", SetTable.Milliseconds(set.Times?.Skew));
        var lines = set.Text.Length == 0 ? ["none"] : set.Text.Split('\n');
        Fact("description", lines[0]);
        foreach (var line in lines[1..])
            Fact("", line);
        text.Line(2, ("members", Style.Dim));
        var width = set.Members.Max(m => m.ToString().Length);
        foreach (var member in set.Members)
        {
            var found = set.Found.Where(f => f.Key == member).Select(f => f.Value).FirstOrDefault();
            text.Hanging(4, 6, (member.ToString().PadRight(width), Style.Plain), Seen(found, set.Gone.Contains(member)));
        }

        if (set.Volumes.IsEmpty)
            return text.ToText();
        text.Line(2, ("volumes", Style.Dim));
        width = set.Volumes.Max(v => v.At.ToString().Length);
        foreach (var volume in set.Volumes)
            text.Hanging(4, 6, (volume.At.ToString().PadRight(width), Style.Plain), Seen(volume.Snapshot, volume.IsGone));

        return text.ToText();
    }
    private static string Seen(ObservedSnapshot? found, bool isGone) => found is not null
        ? $"  {found.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}, expires {Instants.FormatExpiry(found.ExpiresAt)}"
        : isGone ? "  has it no more" : "  was not looked at";
}
