using System.Collections.Immutable;
using Brine.Planner.Observed;

namespace Brine.Planner.Report;

/// <summary>The snapshots of custom volumes, for people and for programs.</summary>
public static class VolumeTable
{
    public static StyledText Text(ImmutableArray<ObservedVolume> volumes, DateTimeOffset now, int width)
    {
        var text = new StyledWriter().Append(SnapshotTable.Of(
            volumes.Select(v => (v.Address.ToString(), Users(v), v.Snapshots.Values)), hasMemory: false, now, width));
        foreach (var volume in volumes.Where(v => v.Snapshots.IsEmpty))
            text.Line(0, (volume.Address.ToString(), Style.Heading), ($"  {Users(volume)}, no snapshots", Style.Dim));
        return text.ToText();
    }

    public static string Json(ImmutableArray<ObservedVolume> volumes, DateTimeOffset now) => ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "volume-snapshots");
        json.WriteStartArray("snapshots");
        foreach (var volume in volumes)
            foreach (var snapshot in volume.Snapshots.Values.OrderBy(s => s.CreatedAt).ThenBy(s => s.Name, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("remote", volume.Address.Remote);
                json.WriteString("project", volume.Address.Project);
                json.WriteString("pool", volume.Address.Pool);
                json.WriteString("volume", volume.Address.Name);
                SnapshotJson.Times(json, snapshot);
                json.WriteString("description", SnapshotNote.Parse(snapshot.Description).Text);
                SnapshotJson.Pin(json, SnapshotPin.Of(snapshot, now));
                json.WriteEndObject();
            }

        json.WriteEndArray();
    });

    private static string Users(ObservedVolume volume) => volume.Users.IsEmpty ? "not attached"
        : "attached to " + string.Join(", ", volume.Users.Select(u => $"{u.Instance} ({u.Status})"));
}
