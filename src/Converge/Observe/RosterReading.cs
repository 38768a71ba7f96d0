using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Salt.States;

namespace Brine.Converge.Observe;

/// <summary>Lists the projects from which declarations choose instances; servers side by side.</summary>
internal sealed class RosterReading(ServerSet servers)
{
    /// <summary>The same declarations, with every selection come to instances.</summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public async Task<DesiredState> ResolveAsync(DesiredState desired, CancellationToken token)
    {
        var rosters = await ReadAsync([.. desired.Entries.OfType<SelectingEntry>().SelectMany(e => e.Selection.Selectors)],
            desired.RosterNeeds, desired.Entries.SelectMany(e => e.Lanes).Select(l => l.Remote), token);
        return desired.Resolve(need => rosters[need]);
    }

    /// <summary>Whom it comes to.</summary>
    /// <exception cref="ServerUnreachableException">The only server that is meant cannot be asked.</exception>
    public async Task<Chosen> ChooseAsync(Selection selection, CancellationToken token)
    {
        var rosters = await ReadAsync(selection.Selectors, [.. selection.Needs], [], token);
        return selection.Resolve(need => rosters[need]);
    }

    private async Task<Dictionary<RosterNeed, Roster>> ReadAsync(
        ImmutableArray<Selector> selectors, ImmutableArray<RosterNeed> needs, IEnumerable<string> others, CancellationToken token)
    {
        var takers = selectors.Where(s => !s.IsException).ToList();
        var isOnly = takers.Select(s => s.Remote).Concat(others).Distinct(StringComparer.Ordinal).Count() == 1;
        var spread = takers.Where(s => s.IsSpread).Select(s => s.Remote).ToHashSet(StringComparer.Ordinal);
        var read = await Task.WhenAll(needs.Select(async n => (Need: n, Roster: await ReadAsync(n, isOnly, spread.Contains(n.Remote), token))));
        return read.ToDictionary(r => r.Need, r => r.Roster);
    }

    private async Task<Roster> ReadAsync(RosterNeed need, bool isOnly, bool isSpread, CancellationToken token)
    {
        try
        {
            var client = servers.For(need.Remote);
            var info = await client.GetTrustedServerAsync(token);
            return new Roster(await RowsAsync(client, need, token)) { Server = info.CertificateFingerprint };
        }
        catch (IncusException e) when (Observer.CannotBeAsked(e.Kind))
        {
            return isOnly ? throw new ServerUnreachableException(need.Remote, e) : Unasked(need, e.Message);
        }
        catch (RemoteException e) when (isSpread)
        {
            return Unasked(need, e.Message); // nobody named this one: it says nothing of the others
        }
        catch (IncusException e)
        {
            return Roster.Refused(Refusal(need, e.Message));
        }
    }

    private static async Task<ImmutableArray<RosterRow>> RowsAsync(IncusClient client, RosterNeed need, CancellationToken token) =>
        Glob.IsGlob(need.Project) ? [.. (await client.Instances.ListEverywhereAsync(token)).Select(i => Row(i) with { Project = i.Project })]
        : need.WithDetail ? [.. (await client.Instances.ListAsync(need.Project, InstanceDetail.Basic, token)).Select(Row)]
        : [.. (await client.Instances.NamesAsync(need.Project, token)).Select(n => new RosterRow(n))];

    private static Roster Unasked(RosterNeed need, string why) => Roster.Refused(Refusal(need, why)) with { Unasked = why };

    private static string Refusal(RosterNeed need, string why) => Glob.IsGlob(need.Project)
        ? $"the instances of {need.Remote} could not be listed: {why}"
        : $"the instances of project {need.Project} on {need.Remote} could not be listed: {why}";

    private static RosterRow Row(Instance instance) => new(instance.Name)
    {
        Config = instance.ExpandedConfig.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Profiles = instance.Profiles,
        IsUnknown = instance.IsUnknown,
    };
}
