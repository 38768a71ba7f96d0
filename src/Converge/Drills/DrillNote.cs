using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Plan;

namespace Brine.Converge.Drills;

/// <summary>The result of a drill, on the snapshot that was drilled.</summary>
internal static class DrillNote
{
    /// <returns>Null: it is written, or the plan has said that it cannot be. Otherwise why it is not.</returns>
    public static async Task<string?> WriteAsync(
        RunServer server, DrillSnapshot step, InstanceSnapshot snapshot, SnapshotDrill drill, TimeSpan within)
    {
        if (!server.Observed.MayEditVolumes)
            return null;
        using var limit = new CancellationTokenSource(within, server.Time);
        var at = step.Instance;
        try
        {
            // A drill takes its time: the snapshot may be gone since, or another one, or bear another pin.
            var now = await server.Client.Snapshots.TryGetAsync(at.Project, at.Name, step.Name, limit.Token);
            if (now?.CreatedAt != snapshot.CreatedAt)
                return $"the result is not noted, for snapshot {step.Name} was deleted during the drill";
            var home = await server.HomeAsync(at, limit.Token);
            var descriptions = await server.Client.Volumes.SnapshotDescriptionsAsync(at.Project, home.Pool, home.Type, at.Name, limit.Token);
            await SnapshotTaker.SetDescriptionAsync(server, at, step.Name,
                drill.In(descriptions.GetValueOrDefault(step.Name), snapshot.CreatedAt), limit.Token);
            return null;
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            return $"the result could not be noted on snapshot {step.Name}: {ErrorText.Of(e)}";
        }
    }
}
