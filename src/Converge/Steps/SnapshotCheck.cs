using Brine.Incus;
using Brine.Planner.Schedule;

namespace Brine.Converge.Steps;

/// <summary>The second guard before anything is destroyed: the snapshot there now must be the one that was observed.</summary>
internal static class SnapshotCheck
{
    /// <param name="isOwn">This run took it, after the plan was made: then the plan knows no instant of it.</param>
    public static InstanceSnapshot Same(Instance instance, string name, DateTimeOffset createdAt, bool isOwn)
    {
        var found = (instance.Snapshots ?? []).FirstOrDefault(s => s.Name == name)
            ?? throw new StepFailedException($"snapshot {name} is no longer there; plan again");
        return Same(found, createdAt, isOwn);
    }

    public static InstanceSnapshot Same(InstanceSnapshot found, DateTimeOffset createdAt, bool isOwn) =>
        isOwn || found.CreatedAt == createdAt ? found
        : throw new StepFailedException($"snapshot {found.Name} is another one now: it was created at "
            + $"{Instants.Format(found.CreatedAt)}, the one planned for at {Instants.Format(createdAt)}; plan again");
}
