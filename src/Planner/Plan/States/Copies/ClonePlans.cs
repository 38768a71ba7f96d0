using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan.States.Copies;

using DeviceMap = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>;

/// <summary><c>brine clone</c>: another instance with a snapshot's disk, config and devices.</summary>
internal static class ClonePlans
{
    private static readonly ImmutableSortedDictionary<string, string> Nothing = Maps.Text.Add("type", "none");

    public static PlannedEntry For(InstanceCloned entry, ObservedState observed)
    {
        var free = new Fact(entry.Label, "exists", "no");
        var origin = CopyOrigin.Of(entry.Source, entry.Instance, observed)
            ?? throw new InvalidOperationException("a clone of nothing"); // its source is of kind copy
        var failed = $"Failed to clone {origin.Written} to {entry.Label}";
        if (origin is not { Refusal: null, Instance: { } instance })
            return Verdicts.Refused(entry, $"{failed}: {origin.Refusal}", free);
        if (entry.Member is { } member && Refusal(member, observed.Server(entry.Instance.Remote).Members) is { } why)
            return Verdicts.Refused(entry, $"{failed}: {why}", free);
        var devices = entry.HasNoNetwork ? WithoutNetwork(origin.Devices) : Maps.Devices;
        if (entry.Pool is { } pool)
        {
            if (origin.Devices.FirstOrDefault(d => IsRoot(d.Value)) is not { Key: { } root } disk)
                return Verdicts.Refused(entry, $"{failed}: {origin.Written} has no root disk that could be put into another pool", free);
            devices = devices.SetItem(root, disk.Value.SetItem("pool", pool));
        }

        var create = new CreateInstance(entry.Instance, entry.Source, instance.Type, Maps.Text, devices, null, Ephemeral: false)
        {
            Description = entry.Description ?? instance.Description,
            WithoutSnapshots = origin.Snapshot is null,
            HasNoNetwork = entry.HasNoNetwork,
            Member = entry.Member,
            Changes = [Change.Of("instance", null, entry.Label)],
            Reason = string.Join(", ", new[]
            {
                entry.HasNoNetwork ? "without network" : null, entry.Pool is { } to ? $"in pool {to}" : null,
                entry.Member is { } on ? $"on member {on}" : null,
            }.OfType<string>()),
        };
        var start = new SetPower(entry.Instance, PowerAction.Start, false)
        {
            Changes = [Change.Of("state", "Stopped", "Running")],
            FailedComment = $"{origin.Written} was cloned to {entry.Label}, which did not start and is left stopped (incus delete {entry.Label} takes it away)",
        };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"{origin.Written} would be cloned to {entry.Label}" + (entry.Start ? " and started" : ""),
            DoneComment = $"{origin.Written} cloned to {entry.Label}" + (entry.Start ? " and started" : ""),
            FailedComment = failed,
            Steps = entry.Start ? [create, start] : [create],
            Facts = [free, .. origin.Facts],
            Notes = [.. origin.Shared(devices, entry.Label)],
        };
    }

    /// <summary>Null: nothing is known against it. Where no member is known, the server itself has to say.</summary>
    private static string? Refusal(string member, ImmutableSortedDictionary<string, string> members) =>
        members.IsEmpty || members.GetValueOrDefault(member) == "Online" ? null
        : members.TryGetValue(member, out var status) ? $"cluster member {member} is {status.ToLowerInvariant()}"
        : $"there is no cluster member {member}; there are {string.Join(", ", members.Keys)}";

    // A device of type none covers one of a profile.
    private static DeviceMap WithoutNetwork(DeviceMap devices) => devices
        .Where(d => NetworkDevices.Is(d.Value.GetValueOrDefault("type")))
        .Aggregate(Maps.Devices, (map, d) => map.SetItem(d.Key, Nothing));

    private static bool IsRoot(ImmutableSortedDictionary<string, string> device) =>
        device.GetValueOrDefault("type") == "disk" && device.GetValueOrDefault("path") == "/";
}
