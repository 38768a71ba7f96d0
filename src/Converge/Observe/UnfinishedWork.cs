using Brine.Incus;
using Brine.Planner.Names;

namespace Brine.Converge.Observe;

/// <summary>
/// Work that a killed run left going on at the server. Read before its end, a snapshot or an instance would show a
/// state that is about to change.
/// </summary>
internal static class UnfinishedWork
{
    public static async Task AwaitAsync(
        IncusClient client, IReadOnlySet<InstanceAddress> instances, CancellationToken token)
    {
        foreach (var project in instances.GroupBy(i => i.Project, i => i.Name, StringComparer.Ordinal))
        {
            var names = project.ToHashSet(StringComparer.Ordinal);
            foreach (var running in await client.Operations.RunningAsync(project.Key, token))
            {
                // Its failure is no concern here: what counts is what is there once it has ended.
                if (running.Instances.Any(names.Contains))
                    await client.Operations.WaitAsync(running.Id, token);
            }
        }
    }
}
