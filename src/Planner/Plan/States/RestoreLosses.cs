using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary>What a restore destroys or reverts, a line each. Absolute instants only: the lines are compared when a saved plan is applied.</summary>
internal static class RestoreLosses
{
    public static ImmutableArray<string> Of(SnapshotRestored entry, ObservedInstance instance, ObservedSnapshot snapshot)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add(snapshot.InThisRun ? "all that is written after the snapshot is taken in this run is lost"
            : $"all that was written since {Instants.Readable(snapshot.CreatedAt)} is lost");
        if (instance.Pool is { RestoresOnlyNewest: true })
            lines.AddRange(RestoreChecks.Newer(instance, snapshot).Select(s => $"snapshot {s.Name} of {Instants.Readable(s.CreatedAt)} is deleted: it is newer"));
        if (instance.IsRunning)
            lines.Add($"{entry.Label} is running: it is stopped hard, without a shutdown, and started again");
        if (instance.IsFrozen)
            lines.Add($"{entry.Label} is frozen: it is running afterwards");
        if (entry.DiskOnly)
            return lines.ToImmutable();
        lines.AddRange(Keys(instance.Config, snapshot.Config).Select(k => Line("config " + k, instance.Config.GetValueOrDefault(k), snapshot.Config.GetValueOrDefault(k))));
        lines.AddRange(instance.Devices.Keys.Union(snapshot.Devices.Keys).Order(StringComparer.Ordinal)
            .Select(d => (Device: d, Now: Maps.Line(instance.Devices.GetValueOrDefault(d)), Then: Maps.Line(snapshot.Devices.GetValueOrDefault(d))))
            .Where(d => d.Now != d.Then).Select(d => Line("device " + d.Device, d.Now, d.Then)));
        if (!instance.Profiles.SequenceEqual(snapshot.Profiles))
            lines.Add(Line("profiles", string.Join(", ", instance.Profiles), string.Join(", ", snapshot.Profiles)));
        return lines.ToImmutable();
    }

    private static IEnumerable<string> Keys(IReadOnlyDictionary<string, string> now, IReadOnlyDictionary<string, string> then) =>
        now.Keys.Union(then.Keys).Where(k => !MachineKeys.Is(k) && now.GetValueOrDefault(k) != then.GetValueOrDefault(k)).Order(StringComparer.Ordinal);

    private static string Line(string what, string? now, string? then) => then is null or ""
        ? $"{what} is removed (now {now})"
        : now is null or "" ? $"{what} comes back as {then}" : $"{what} goes back from {now} to {then}";
}
