using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report;

/// <summary>Everything that is known of one snapshot.</summary>
public static class SnapshotSheet
{
    public static StyledText Of(
        InstanceAddress address, ObservedInstance instance, ObservedSnapshot snapshot, DateTimeOffset now, bool verbose)
    {
        var text = new StyledWriter();
        text.Line(0, ($"{address}/{snapshot.Name}", Style.Heading));
        void Fact(string name, string value) => text.Hanging(2, 16, ($"{name,-14}", Style.Dim), value);
        Fact("created", $"{Instants.Readable(snapshot.CreatedAt)} ({Instants.Span(now - snapshot.CreatedAt)} ago)");
        Fact("expires", snapshot.ExpiresAt is { } at ? $"{Instants.Readable(at)} (in {Instants.Span(at - now)})"
            : "never");
        if (SnapshotPin.Of(snapshot, now) is { } pin)
            Fact("pinned", (pin.Until is { } until ? $"until {Instants.Readable(until)}" : "for ever") + (pin.Why.Length > 0 ? $": {pin.Why}" : ""));
        if (SnapshotDrill.Of(snapshot) is { } drill)
        {
            Fact("drill", drill.ToString());
            Fact("", $"$ {drill.Check}");
        }

        if (instance.Member is { } member)
            Fact("member", $"{member}, where its instance is");
        Fact("stateful", snapshot.Stateful ? "yes" : "no");
        Fact("size", snapshot.Size is { } size and >= 0 ? Bytes(size) : "not told by this storage driver");
        Fact("profiles", snapshot.Profiles.IsEmpty ? "none" : string.Join(", ", snapshot.Profiles));
        if (RestoreLedger.Of(instance) is { } ledger && ledger.Snapshot == snapshot.Name
            && ledger.CreatedAt == snapshot.CreatedAt)
            Fact("restored", $"{Instants.Readable(ledger.RestoredAt)}, the instance's latest restore");
        var note = SnapshotNote.Parse(snapshot.Description);
        var lines = note.Text.Length == 0 ? ["none"] : note.Text.Split('\n');
        Fact("description", lines[0]);
        foreach (var line in lines[1..])
            Fact("", line);
        Map(text, "config", snapshot.Config.Where(p => verbose || !MachineKeys.Is(p.Key)));
        Map(text, "devices", snapshot.Devices.Select(d => KeyValuePair.Create(d.Key, Maps.Line(d.Value))));
        Map(text, "machine facts", note.Trailers);
        return text.ToText();
    }

    public static string Bytes(long size)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        double amount = size;
        var unit = 0;
        for (; amount >= 1024 && unit < units.Length - 1; unit++)
            amount /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.#} {units[unit]}");
    }

    private static void Map(StyledWriter text, string title, IEnumerable<KeyValuePair<string, string>> map)
    {
        var pairs = map.ToList();
        if (pairs.Count == 0)
            return;
        text.Line(2, (title, Style.Dim));
        foreach (var (key, value) in pairs)
            text.Hanging(4, 8, key + ": ", value.Length == 0 ? "\"\"" : value.ReplaceLineEndings(" "));
    }
}
