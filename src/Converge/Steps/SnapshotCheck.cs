using Brine.Incus;
using Brine.Planner.Schedule;

namespace Brine.Converge.Steps;

/// <summary>
/// The second guard before anything is destroyed: the snapshot there now must be the one that was observed.
/// </summary>
internal static class SnapshotCheck
{
    /// <param name="createdAt">Null: taken in this run, after the plan was made.</param>
    /// <param name="isOwn">This run took it, whatever the plan says.</param>
    public static InstanceSnapshot Same(Instance instance, string name, DateTimeOffset? createdAt, bool isOwn)
    {
        var found = (instance.Snapshots ?? []).FirstOrDefault(s => s.Name == name)
            ?? throw new StepFailedException($"snapshot {name} is no longer there; plan again");
        return Same(found, createdAt, isOwn);
    }

    public static InstanceSnapshot Same(InstanceSnapshot found, DateTimeOffset? createdAt, bool isOwn)
    {
        Same(found.Name, found.CreatedAt, createdAt, isOwn);
        return found;
    }

    public static void Same(string name, DateTimeOffset found, DateTimeOffset? createdAt, bool isOwn)
    {
        if (!isOwn && createdAt is { } planned && found != planned)
            throw new StepFailedException($"snapshot {name} is another one now: it was created at "
                + $"{Instants.Format(found)}, the one planned for at {Instants.Format(planned)}; plan again");
    }
}
