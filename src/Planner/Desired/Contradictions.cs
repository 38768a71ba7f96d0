using Brine.Planner.Desired.Reading;
using Brine.Salt.Source;

namespace Brine.Planner.Desired;

/// <summary>Two declarations of one thing that cannot both hold: an error that names both places.</summary>
internal static class Contradictions
{
    public static void Find(IReadOnlyList<DesiredEntry> entries, Diagnostics diagnostics)
    {
        FindTwoOfOneAlias(entries, diagnostics);
        foreach (var volume in entries.OfType<VolumeEntry>().GroupBy(e => e.Volume))
            Pairs([.. volume], ClashOfVolumes, diagnostics);
        // A managed snapshot is a present one that is looked after as well.
        var all = entries.OfType<InstanceEntry>().SelectMany(e => e is SnapshotsManaged m ? m.Snapshots.Select(s => (InstanceEntry)s.Snapshot) : [e]);
        foreach (var instance in all.GroupBy(e => e.Instance).Where(g => g.Skip(1).Any()))
        {
            foreach (var snapshot in instance.Where(e => SnapshotOf(e) is not null).GroupBy(e => SnapshotOf(e)!))
                Pairs([.. snapshot], ClashOfSnapshots, diagnostics);
            Pairs([.. instance.Where(e => e is SnapshotRestored || SnapshotOf(e) is null)], ClashOfInstances, diagnostics);
            var absent = instance.FirstOrDefault(e => e is InstanceAbsent);
            var alive = instance.FirstOrDefault(e => e is SnapshotPresent or SnapshotRestored);
            if (absent is not null && alive is not null)
                Report(diagnostics, absent, alive, "an instance cannot be absent and have a snapshot");
        }

        foreach (var set in entries.OfType<GroupEntry>().GroupBy(e => (e.Name, e.Selection)).Where(g => g.Skip(1).Any()))
            Pairs([.. set], ClashOfSets, diagnostics);
    }

    private static string? ClashOfSets(DesiredEntry a, DesiredEntry b) =>
        a is GroupAbsent != b is GroupAbsent ? "the set cannot be absent and needed" : null;

    /// <summary>An alias points at one image.</summary>
    private static void FindTwoOfOneAlias(IEnumerable<DesiredEntry> entries, Diagnostics diagnostics)
    {
        foreach (var alias in entries.OfType<SnapshotPublished>().GroupBy(e => (e.Instance.Remote, e.Instance.Project, e.Alias)))
            Pairs([.. alias], (a, b) => a is SnapshotPublished x && b is SnapshotPublished y && (x.Instance, x.Name) != (y.Instance, y.Name)
                ? $"the image alias {x.Alias} cannot point at both, so every run would publish twice" : null, diagnostics);
    }

    private static string? SnapshotOf(DesiredEntry entry) => entry switch
    {
        SnapshotPresent e => e.Name,
        SnapshotAbsent e => e.Name,
        SnapshotRestored e => e.Name,
        _ => null,
    };

    private static void Pairs(DesiredEntry[] entries, Func<DesiredEntry, DesiredEntry, string?> clash, Diagnostics diagnostics)
    {
        // The first that clashes with an earlier one is enough: one mistake, one message.
        for (var later = 1; later < entries.Length; later++)
            for (var earlier = 0; earlier < later; earlier++)
                if (clash(entries[earlier], entries[later]) is { } why)
                {
                    Report(diagnostics, entries[earlier], entries[later], why);
                    return;
                }
    }

    private static string? ClashOfSnapshots(DesiredEntry a, DesiredEntry b) => (a, b) switch
    {
        (SnapshotAbsent, SnapshotAbsent) => null,
        (SnapshotAbsent, _) or (_, SnapshotAbsent) => "the snapshot cannot be absent and needed",
        (SnapshotPresent x, SnapshotPresent y) =>
            x.Stateful != y.Stateful ? "they differ in 'stateful'"
            : x.Description != y.Description ? "they differ in 'description'"
            : x.Expires != y.Expires ? "they differ in 'expires'"
            : x.OnDrift != y.OnDrift ? "they differ in 'on_drift'"
            : null,
        (SnapshotRestored x, SnapshotRestored y) => x.Trigger != y.Trigger || x.Stateful != y.Stateful || x.DiskOnly != y.DiskOnly
            ? "they ask for different restores, so each run would restore again" : null,
        _ => null,
    };

    private static string? ClashOfVolumes(DesiredEntry a, DesiredEntry b) => (a, b) switch
    {
        (VolumeSnapshotRestored x, VolumeSnapshotRestored y) when x.Name != y.Name => "each undoes the other, so every run would restore twice",
        (VolumeSnapshotRestored x, VolumeSnapshotRestored y) => x.Trigger != y.Trigger ? "they ask for different restores, so each run would restore again" : null,
        (VolumeEntry x, VolumeEntry y) when x.Name != y.Name => null,
        (VolumeSnapshotAbsent, VolumeSnapshotAbsent) => null,
        (VolumeSnapshotAbsent, _) or (_, VolumeSnapshotAbsent) => "the snapshot cannot be absent and needed",
        (VolumeSnapshotPresent x, VolumeSnapshotPresent y) =>
            x.Description != y.Description ? "they differ in 'description'" : x.Expires != y.Expires ? "they differ in 'expires'" : null,
        _ => null,
    };

    private static string? ClashOfInstances(DesiredEntry a, DesiredEntry b) => (a, b) switch
    {
        (SnapshotRestored x, SnapshotRestored y) => x.Name == y.Name ? null : "each undoes the other, so every run would restore twice",
        (SnapshotRestored, _) or (_, SnapshotRestored) or (InstanceAbsent, InstanceAbsent) => null,
        (InstanceAbsent, _) or (_, InstanceAbsent) => "the instance cannot be absent and needed",
        (InstanceRunning, InstanceStopped) or (InstanceStopped, InstanceRunning) => "the instance cannot be running and stopped",
        (InstancePresent x, InstancePresent y) when x.Config.FirstOrDefault(p => y.Config.TryGetValue(p.Key, out var v) && v != p.Value) is { Key: not null } c =>
            $"they differ in config '{c.Key}'",
        _ => null,
    };

    private static void Report(Diagnostics diagnostics, DesiredEntry first, DesiredEntry second, string why) =>
        diagnostics.Error("incus.contradiction",
            $"'{second.Origin.Id}' contradicts '{first.Origin.Id}' about {second.Origin.ReturnName}: {why}",
            second.Origin.Span, $"keep one of them; the other is at {Where(first.Origin.Span)}");

    private static string Where(SourceSpan? span) => span?.ToString() ?? "the command line";
}
