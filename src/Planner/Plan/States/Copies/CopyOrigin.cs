using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan.States.Copies;

using DeviceMap = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>;

/// <summary>What a copy is made of: an instance as it is, or one of its snapshots.</summary>
/// <param name="Written"><c>instance</c> or <c>instance/snapshot</c>.</param>
/// <param name="Refusal">Why nothing can be made of it; null: it is there.</param>
internal sealed record CopyOrigin(string Written, ObservedInstance? Instance, ObservedSnapshot? Snapshot, string? Refusal)
{
    public string? Type => Instance?.Type;

    /// <summary>With those of profiles.</summary>
    public DeviceMap Devices => Snapshot?.ExpandedDevices ?? Instance?.ExpandedDevices ?? Maps.Devices;

    public ImmutableArray<Fact> Facts => Snapshot is { } snapshot ? [new Fact(Written, "created", RestoreFacts.Created(snapshot))]
        : [new Fact(Written, "exists", "yes")];

    /// <summary>Null: the source is no copy.</summary>
    public static CopyOrigin? Of(InstanceSource source, InstanceAddress made, ObservedState observed)
    {
        if (source.CopiedFrom(made) is not var (address, name))
            return null;
        var written = source.Copy!; // it is a copy, so it names one
        var label = address.Name + (source.Project is { } project ? $" of project {project}" : "");
        CopyOrigin Refused(string why) => new(written, null, null, why);
        return observed.At(address) switch
        {
            Sighting.Unknown unknown => Refused($"instance {label} could not be examined: {unknown.Reason}"),
            Sighting.Present { Instance: var instance } when name is null => new(written, instance, null, null),
            Sighting.Present { Instance: var instance } => instance.Snapshots.TryGetValue(name, out var snapshot)
                ? new(written, instance, snapshot, null)
                : Refused($"snapshot {name} does not exist for instance {label}"),
            _ => Refused($"instance {label} does not exist"),
        };
    }

    /// <summary>Disks that are not copied: the copy and its origin have the same, a line each.</summary>
    /// <param name="own">Devices that the copy gets instead.</param>
    public IEnumerable<string> Shared(DeviceMap own, string copy) =>
        from device in Devices
        where !own.ContainsKey(device.Key) && device.Value.GetValueOrDefault("type") == "disk"
            && device.Value.GetValueOrDefault("path") != "/"
        let disk = device.Value.GetValueOrDefault("source", "")
        where disk.Length > 0 && !disk.Contains(':', StringComparison.Ordinal)
        select $"disk {device.Key} is no part of the copy: {copy} gets "
            + (device.Value.GetValueOrDefault("pool") is { Length: > 0 } pool ? $"the custom volume {pool}/{disk} itself" : $"the host's {disk} itself");
}
