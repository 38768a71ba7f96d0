using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Converge.Tests;

/// <summary>What killed runs leave in the journal, and the recovery of the next command.</summary>
internal static class Recoveries
{
    public static async Task<ImmutableArray<Recovered>> RunAsync(Site site, bool isDry = false)
    {
        using var journal = site.Journal();
        return await new Recovery(site.Servers, journal).RunAsync(isDry, Site.Token);
    }

    /// <summary>The journal of a run that was killed over a set of running members.</summary>
    public static async Task<TakingSet> KilledAsync(Site site, string name, bool isTaken, params string[] instances)
    {
        var set = await SetAsync(site, name, instances);
        Leave(site, isTaken ? [set, new SetTaken(set.Instance, "", 0, set.At, set.SetId, name)] : [set]);
        return set;
    }

    /// <summary>A set of running members (those called c…) and stopped ones.</summary>
    public static async Task<TakingSet> SetAsync(Site site, string name, params string[] instances)
    {
        var info = await site.Client.GetServerAsync(Site.Token);
        var now = DateTimeOffset.UtcNow;
        ImmutableArray<SetMember> members = [.. instances.Select(i => new SetMember(
            Wanted.At(i), i[0] == 'c' ? "Running" : "Stopped", info.ServerPid, info.CertificateFingerprint, now))];
        return new TakingSet(members[0].Instance, members[0].StatusBefore, info.ServerPid, now, name + "@1", name, members, true, "All tiers", []);
    }

    public static void Leave(Site site, params Interruption[] work)
    {
        using var journal = RunJournal.In(site.Journals, TimeProvider.System);
        journal.Begin(work);
    }

    public static Task TakeAsync(Site site, string instance, string name) =>
        site.Client.Snapshots.CreateAsync("default", instance, new SnapshotCreate { Name = name, NeverExpires = true }, Site.Token);

    public static Task FreezeAsync(Site site, string instance) =>
        site.Client.Instances.SetStateAsync("default", instance, StateChange.Freeze, false, TimeSpan.FromSeconds(5), Site.Token);
}
