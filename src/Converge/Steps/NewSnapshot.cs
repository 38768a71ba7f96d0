using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Converge.Steps;

/// <summary>A snapshot to take, with all that is to be so when it is done.</summary>
internal sealed record NewSnapshot(
    InstanceAddress Instance, string Name, bool Stateful, Expiry Expires, string Description, DescriptionHome Home)
{
    public static NewSnapshot Of(CreateSnapshot step) =>
        new(step.Instance, step.Name, step.Stateful, step.Expires, step.Description, step.Home);

    /// <summary>What is sent for a snapshot, of an instance or of a volume, that is taken now.</summary>
    public static SnapshotCreate Request(string name, Expiry expires, DateTimeOffset now)
    {
        var at = expires.IsFixed ? expires.For(now) : null;
        return new SnapshotCreate { Name = name, ExpiresAt = at, NeverExpires = expires.IsFixed && at is null };
    }
}
