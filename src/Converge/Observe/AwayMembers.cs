using System.Collections.Concurrent;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;

namespace Brine.Converge.Observe;

/// <summary>
/// The cluster members that did not answer in a reading. Nothing else of theirs is asked for: the server would wait for
/// each up to ten seconds (6.0.4, until it takes the member for offline).
/// </summary>
internal sealed class AwayMembers(IncusClient client)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Dictionary<string, string>>>> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _why = new(StringComparer.Ordinal);

    /// <summary>Why the instance cannot be asked. Null: nothing is known against it.</summary>
    public async ValueTask<string?> WhyAsync(InstanceAddress at) => !_why.IsEmpty && _places.TryGetValue(at.Project, out var places)
        && (await places.Value).TryGetValue(at.Name, out var member) ? _why.GetValueOrDefault(member) : null;

    /// <summary>Its member did not answer, with <paramref name="refusal"/> from the one that was asked. Gives the reason.</summary>
    public async Task<string> NoteAsync(InstanceAddress at, IncusException refusal, CancellationToken token)
    {
        var places = _places.GetOrAdd(at.Project, project => new(() => PlacesAsync(project, token)));
        return (await places.Value).TryGetValue(at.Name, out var member)
            ? _why.GetOrAdd(member, m => ErrorText.OfMember(m, refusal)) : refusal.Message;
    }

    /// <summary>A list tells where each is, also of members that do not answer.</summary>
    private async Task<Dictionary<string, string>> PlacesAsync(string project, CancellationToken token)
    {
        try
        {
            return (await client.Instances.ListAsync(project, InstanceDetail.Basic, token))
                .ToDictionary(i => i.Name, i => i.Location, StringComparer.Ordinal);
        }
        catch (IncusException)
        {
            return []; // then the refusal alone is told
        }
    }
}
