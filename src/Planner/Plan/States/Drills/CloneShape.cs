using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using TextMap = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;
using DeviceMap = System.Collections.Immutable.ImmutableSortedDictionary<
    string, System.Collections.Immutable.ImmutableSortedDictionary<string, string>>;

namespace Brine.Planner.Plan.States.Drills;

/// <summary>
/// How a snapshot's clone differs from it, so that nothing outside the clone can be reached or changed from inside, and
/// nobody but the drill starts, snapshots or keeps it. It has no profiles: what they say goes into its own config.
/// </summary>
/// <param name="LeftOut">For people, a line each; network devices are not told one by one.</param>
internal sealed record CloneShape(TextMap Config, DeviceMap Devices, ImmutableArray<string> LeftOut)
{
    private const string MachineId = "volatile.cloud-init.instance-id";

    private static readonly TextMap s_nothing = Maps.Text.Add("type", "none");

    /// <summary>Key families that would let others act on the clone, or keep it.</summary>
    private static readonly string[] s_prefixes = ["boot.", "snapshots.", "security.protection.", "user.brine.", "cluster.", "volatile."];

    /// <summary>Raw config by which a clone would reach the host's disks or network, or run programs there.</summary>
    private static readonly (string Key, string[] Words)[] s_raw =
    [
        ("raw.lxc", ["lxc.mount", "lxc.net", "lxc.hook", "lxc.rootfs"]),
        ("raw.qemu", ["-netdev", "-nic", "-net ", "-drive", "-blockdev", "-virtfs", "-fsdev", "-hda", "-cdrom"]),
        // A drive may be the firmware's; QEMU itself opens no file twice for writing.
        ("raw.qemu.conf", ["virtio-net", "netdev", "fsdev", "/dev/"]),
    ];

    public static CloneShape Of(ObservedSnapshot snapshot)
    {
        var (config, devices) = (Maps.Text, Maps.Devices);
        var left = ImmutableArray.CreateBuilder<string>();
        foreach (var (key, value) in snapshot.ExpandedConfig.SetItems(snapshot.Config))
        {
            var isOwn = snapshot.Config.ContainsKey(key);
            if (IsLeftOut(key, value) is not { } isTold)
            {
                if (!isOwn)
                    config = config.SetItem(key, value);
                continue;
            }

            // A copy gets no volatile keys anyway, and Incus lets nobody take them away.
            if (isOwn && !key.StartsWith("volatile.", StringComparison.Ordinal))
                config = config.SetItem(key, "");
            if (isTold)
                left.Add($"config {key}, which reaches the host");
        }

        foreach (var (name, device) in snapshot.ExpandedDevices.SetItems(snapshot.Devices))
        {
            var isOwn = snapshot.Devices.ContainsKey(name);
            if (DrillDevices.IsSafe(device))
            {
                if (!isOwn)
                    devices = devices.SetItem(name, device);
                continue;
            }

            if (isOwn)
                devices = devices.SetItem(name, s_nothing);
            if (!NetworkDevices.Is(device.GetValueOrDefault("type")))
                left.Add(Told(name, device));
        }

        // With another id cloud-init would take the clone for a new machine, and set it up once more.
        if (snapshot.Config.GetValueOrDefault(MachineId) is { Length: > 0 } id)
            config = config.SetItem(MachineId, id);
        return new CloneShape(config.SetItem("boot.autostart", "false"), devices, left.ToImmutable());
    }

    /// <summary>Null: it stays. Otherwise whether that is worth telling.</summary>
    private static bool? IsLeftOut(string key, string value) =>
        s_prefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal)) ? false
            : Array.Exists(s_raw, r => r.Key == key && Array.Exists(r.Words, w => value.Contains(w, StringComparison.Ordinal))) ? true : null;

    private static string Told(string name, TextMap device)
    {
        var (type, source) = (device.GetValueOrDefault("type", ""), device.GetValueOrDefault("source", ""));
        return type != "disk" ? $"device {name} ({type})"
            : device.GetValueOrDefault("pool") is { Length: > 0 } pool ? $"disk {name} (custom volume {pool}/{source})"
            : $"disk {name} ({source} of the host)";
    }
}
