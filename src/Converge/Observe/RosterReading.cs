using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;

namespace Brine.Converge.Observe;

/// <summary>Lists the projects from which declarations choose instances.</summary>
internal sealed class RosterReading(ServerSet servers)
{
    /// <summary>The same declarations, with every selection come to instances.</summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public async Task<DesiredState> ResolveAsync(DesiredState desired, CancellationToken token)
    {
        var needs = desired.RosterNeeds;
        var remotes = desired.Entries.OfType<SelectingEntry>().SelectMany(e => e.Selection.Selectors.Select(s => s.Remote))
            .Concat(desired.Entries.SelectMany(e => e.Lanes).Select(l => l.Remote)).Distinct(StringComparer.Ordinal).Count();
        var read = await Task.WhenAll(needs.Select(async n => (Need: n, Roster: await ReadAsync(n, isOnly: remotes == 1, token))));
        var rosters = read.ToDictionary(r => r.Need, r => r.Roster);
        return desired.Resolve(need => rosters[need]);
    }

    private async Task<Roster> ReadAsync(RosterNeed need, bool isOnly, CancellationToken token)
    {
        var client = servers.For(need.Remote);
        try
        {
            await client.GetTrustedServerAsync(token);
            if (!need.WithDetail)
                return new Roster([.. (await client.Instances.NamesAsync(need.Project, token)).Select(n => new RosterRow(n))]);
            return new Roster([.. (await client.Instances.ListAsync(need.Project, InstanceDetail.Basic, token)).Select(Row)]);
        }
        catch (IncusException e) when (isOnly && Observer.CannotBeAsked(e.Kind))
        {
            throw new ServerUnreachableException(need.Remote, e);
        }
        catch (IncusException e)
        {
            return Roster.Refused($"the instances of project {need.Project} on {need.Remote} could not be listed: {e.Message}");
        }
    }

    private static RosterRow Row(Instance instance) => new(instance.Name)
    {
        Config = instance.ExpandedConfig.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Profiles = instance.Profiles,
        IsUnknown = instance.IsUnknown,
    };
}
