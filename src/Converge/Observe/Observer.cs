using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Images;

namespace Brine.Converge.Observe;

/// <summary>Asks the servers for exactly what a plan needs; servers side by side.</summary>
public sealed class Observer(ServerSet servers)
{
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public async Task<ObservedState> ObserveAsync(
        Needs needs, RunJournal journal, CancellationToken token)
    {
        // What is urgent is put right before anything is planned, not by the plan.
        ImmutableArray<Interruption> interruptions = [.. journal.ReadInterruptions().Where(i => !i.IsUrgent)];
        var remotes = needs.Remotes.Union(needs.Unasked.Keys, StringComparer.Ordinal).ToList();
        var pieces = await Task.WhenAll(remotes.Select(
            r => ReadAsync(r, needs.On(r), interruptions, isOnly: remotes.Count == 1, token)));
        return pieces.Aggregate(ObservedState.Empty with { Interruptions = interruptions }, (all, piece) => all with
        {
            Servers = all.Servers.SetItem(piece.Server.Remote, piece.Server),
            Instances = all.Instances.SetItems(piece.Sightings),
            Images = all.Images.SetItems(piece.Images),
            Volumes = all.Volumes.SetItems(piece.Volumes),
        });
    }

    /// <summary>The same declarations, with every selection come to instances.</summary>
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public Task<DesiredState> ResolveAsync(DesiredState desired, CancellationToken token) =>
        new RosterReading(servers).ResolveAsync(desired, token);

    /// <summary>Whom a selection comes to.</summary>
    /// <exception cref="ServerUnreachableException">The only server that is meant cannot be asked.</exception>
    public Task<Chosen> ChooseAsync(Selection selection, CancellationToken token) =>
        new RosterReading(servers).ChooseAsync(selection, token);

    private async Task<ServerPiece> ReadAsync(
        string remote, Needs needs, ImmutableArray<Interruption> interruptions, bool isOnly,
        CancellationToken token)
    {
        if (needs.Unasked.TryGetValue(remote, out var why))
            return ServerPiece.Unknown(remote, needs, why);
        var client = servers.For(remote);
        try
        {
            var info = await client.GetTrustedServerAsync(token);
            var cut = interruptions.Select(i => i.Instance).Where(a => needs.Instances.Any(n => n.Instance == a)).ToHashSet();
            await UnfinishedWork.AwaitAsync(client, cut, token);
            var piece = await new ServerReading(client, remote, info, needs.Instances).ReadAsync(token);
            return piece with
            {
                Images = await ImageReading.ReadAsync(client, needs.Images, token),
                Volumes = await new VolumeReading(client).ReadAsync(needs.VolumesSeen(piece.Sightings), token),
            };
        }
        catch (IncusException e) when (isOnly && CannotBeAsked(e.Kind))
        {
            throw new ServerUnreachableException(remote, e);
        }
        catch (IncusException e) when (!isOnly)
        {
            return ServerPiece.Unknown(remote, needs, e.Message); // whatever it is: the others have no part in it
        }
    }

    internal static bool CannotBeAsked(IncusErrorKind kind) => kind is IncusErrorKind.Unreachable
        or IncusErrorKind.Untrusted or IncusErrorKind.ConnectionLost or IncusErrorKind.TimedOut
        or IncusErrorKind.NoQuorum;
}

/// <summary>What one server contributed.</summary>
internal sealed record ServerPiece(ObservedServer Server, ImmutableDictionary<InstanceAddress, Sighting> Sightings)
{
    public ImmutableDictionary<ProjectAddress, ImageListing> Images { get; init; } = ImmutableDictionary<ProjectAddress, ImageListing>.Empty;

    public ImmutableDictionary<VolumeAddress, VolumeSighting> Volumes { get; init; } = ImmutableDictionary<VolumeAddress, VolumeSighting>.Empty;

    public static ServerPiece Unknown(string remote, Needs needs, string reason) => new(
        new ObservedServer { Remote = remote, Unasked = reason },
        needs.Instances.ToImmutableDictionary(n => n.Instance, Sighting (_) => new Sighting.Unknown(Told(remote, reason))))
    {
        Images = needs.Images.ToImmutableDictionary(p => p, _ => new ImageListing([], Told(remote, reason))),
        Volumes = needs.Volumes.ToImmutableDictionary(v => v.Volume, VolumeSighting (_) => new VolumeSighting.Unknown(Told(remote, reason))),
    };

    private static string Told(string remote, string reason) => $"server '{remote}' cannot be asked: {reason}";
}
