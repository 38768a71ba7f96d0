using Brine.Planner.Desired;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan.States;

/// <summary>The preflight of a restore: whatever makes Incus fail after it has stopped the instance is met before.</summary>
internal static class RestoreChecks
{
    /// <summary>Null: nothing speaks against it. Otherwise why not, and what to do.</summary>
    public static string? Refusal(SnapshotRestored entry, ObservedInstance instance, ObservedSnapshot snapshot, ObservedServer server,
        DateTimeOffset now)
    {
        if (entry.Stateful && !snapshot.Stateful)
            return "it is stateless, and a stateful restore was asked for; drop stateful: true "
                + "(Incus would restore the disk, fail, and leave the instance stopped)";
        if (entry.DiskOnly && !server.RestoresDiskOnly)
            return $"this server (Incus {server.Version}) knows no disk_only; it would say success and restore config and devices too; "
                + "drop disk_only, or use Incus 6.0.6, 7.0 or later";
        if (instance.Pool is { RestoresOnlyNewest: true } pool)
        {
            if (entry.Safety == SafetyAnswer.Yes)
                return $"safety: true cannot be had on a {pool.Driver} pool: the safety snapshot would be newer than {entry.Name} "
                    + "and so block its restore; copy the instance first, or drop safety: true";
            var newer = Newer(instance, snapshot).Select(s => s.Name).ToList();
            if (newer.Count > 0 && !pool.RemovesNewerSnapshots)
                return $"{pool.Driver} restores only the newest snapshot, and {Listed(newer)} {(newer.Count == 1 ? "is" : "are")} newer; "
                    + $"delete {(newer.Count == 1 ? "it" : "them")}, or allow the server to: "
                    + $"incus storage volume set {pool.Name} {instance.Type}/{instance.Name} {pool.Driver}.remove_snapshots=true";
            if (Newer(instance, snapshot).FirstOrDefault(s => SnapshotPin.Of(s, now) is not null) is { } pinned)
                return $"{pool.Driver} deletes the newer snapshot {pinned.Name} with it, and {PinPlans.Refusal(pinned, entry.Label, now)}";
        }

        if (entry.DiskOnly || !server.Profiles.TryGetValue(entry.Instance.Project, out var profiles))
            return null;
        var missing = snapshot.Profiles.Where(p => !profiles.Contains(p)).ToList();
        return missing.Count == 0 ? null
            : $"its profile{(missing.Count == 1 ? "" : "s")} {Listed(missing)} no longer exist{(missing.Count == 1 ? "s" : "")}; "
                + $"create {(missing.Count == 1 ? "it" : "them")} again: incus profile create {missing[0]}";
    }

    /// <summary>Snapshots taken after this one, oldest first.</summary>
    public static IEnumerable<ObservedSnapshot> Newer(ObservedInstance instance, ObservedSnapshot snapshot) =>
        instance.Snapshots.Values.Where(s => s.CreatedAt > snapshot.CreatedAt).OrderBy(s => s.CreatedAt).ThenBy(s => s.Name, StringComparer.Ordinal);

    private static string Listed(List<string> names) => string.Join(", ", names);
}
