using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed.Images;

namespace Brine.Planner.Observed;

/// <summary>The inventory of a run: all facts that a plan may rest on, and nothing that was not asked.</summary>
public sealed record ObservedState
{
    public static ObservedState Empty { get; } = new();

    public ImmutableSortedDictionary<string, ObservedServer> Servers { get; init; } =
        ImmutableSortedDictionary.Create<string, ObservedServer>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<InstanceAddress, Sighting> Instances { get; init; } =
        ImmutableSortedDictionary<InstanceAddress, Sighting>.Empty;

    /// <summary>Work of an earlier run that was cut off and whose end was not seen; from the journal.</summary>
    public ImmutableArray<Interruption> Interruptions { get; init; } = [];

    /// <summary>Of projects in which something is published.</summary>
    public ImmutableDictionary<ProjectAddress, ImageListing> Images { get; init; } = ImmutableDictionary<ProjectAddress, ImageListing>.Empty;

    public ImmutableSortedDictionary<VolumeAddress, VolumeSighting> Volumes { get; init; } =
        ImmutableSortedDictionary<VolumeAddress, VolumeSighting>.Empty;

    public VolumeSighting At(VolumeAddress address) =>
        Volumes.GetValueOrDefault(address) ?? new VolumeSighting.Unknown("it was not looked at");

    public ObservedState With(ObservedVolume volume) =>
        this with { Volumes = Volumes.SetItem(volume.Address, new VolumeSighting.Present(volume)) };

    public ImageListing ImagesAt(ProjectAddress project) => Images.GetValueOrDefault(project) ?? ImageListing.NotRead;

    public Sighting At(InstanceAddress address) =>
        Instances.GetValueOrDefault(address) ?? new Sighting.Unknown("it was not looked at");

    public ObservedServer Server(string remote) =>
        Servers.GetValueOrDefault(remote) ?? new ObservedServer { Remote = remote };

    public ObservedState With(InstanceAddress address, ObservedInstance instance) =>
        this with { Instances = Instances.SetItem(address, new Sighting.Present(instance)) };

    public ObservedState Without(InstanceAddress address) =>
        this with { Instances = Instances.SetItem(address, new Sighting.Missing()) };
}
