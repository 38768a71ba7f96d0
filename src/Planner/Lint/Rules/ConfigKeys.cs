using System.Collections.Frozen;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Reading;
using Brine.Planner.Lint.Model;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Config keys of instances that resemble one of Incus's and are none.</summary>
internal static class ConfigKeys
{
    private static readonly FrozenSet<string> Known = """
        agent.nic_config boot.autorestart boot.autostart boot.autostart.delay boot.autostart.priority boot.host_shutdown_action
        boot.host_shutdown_timeout boot.stop.priority cloud-init.network-config cloud-init.user-data cloud-init.vendor-data
        cluster.evacuate environment.TZ limits.cpu limits.cpu.allowance limits.cpu.nodes limits.cpu.priority limits.disk.priority
        limits.memory limits.memory.enforce limits.memory.hotplug limits.memory.hugepages limits.memory.oom_priority
        limits.memory.swap limits.memory.swap.priority limits.processes linux.kernel_modules linux.kernel_modules.load
        migration.incremental.memory migration.incremental.memory.goal migration.incremental.memory.iterations
        migration.stateful nvidia.driver.capabilities nvidia.require.cuda nvidia.require.driver nvidia.runtime oci.cwd
        oci.entrypoint oci.gid oci.uid raw.apparmor raw.idmap raw.lxc raw.qemu raw.qemu.conf raw.qemu.qmp.early
        raw.qemu.qmp.post-start raw.qemu.qmp.pre-start raw.qemu.scriptlet raw.seccomp security.agent.metrics security.bpffs.path
        security.csm security.guestapi security.guestapi.images security.idmap.base security.idmap.isolated security.idmap.size
        security.iommu security.nesting security.privileged security.protection.delete security.protection.shift
        security.secureboot security.sev security.sev.policy.es security.sev.session.data security.sev.session.dh
        security.syscalls.allow security.syscalls.deny security.syscalls.deny_compat security.syscalls.deny_default
        security.syscalls.intercept.bpf security.syscalls.intercept.bpf.devices security.syscalls.intercept.mknod
        security.syscalls.intercept.mount security.syscalls.intercept.mount.allowed security.syscalls.intercept.mount.fuse
        security.syscalls.intercept.mount.shift security.syscalls.intercept.sched_setscheduler
        security.syscalls.intercept.setxattr security.syscalls.intercept.sysinfo smbios11.serial snapshots.expiry
        snapshots.expiry.manual snapshots.pattern snapshots.schedule snapshots.schedule.stopped
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Below these, any key may be.</summary>
    private static readonly string[] Open =
        ["user.", "environment.", "image.", "volatile.", "limits.kernel.", "limits.hugepages.", "linux.sysctl.", "smbios11.", "systemd."];

    private static readonly LintRule Unknown = new("config-unknown-key", FindingSeverity.Error,
        "A config key that resembles one of Incus's and is none.",
        "Incus refuses the whole change, but only when it is made: 'Unknown configuration key'.",
        "Correct its spelling.");

    public static LintCheck Check { get; } = new([Unknown], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var entry in subject.Instances.SelectMany(i => i.Config))
        {
            var key = entry.Key.Text;
            if (Known.Contains(key) || Open.Any(p => key.StartsWith(p, StringComparison.Ordinal)))
                continue;
            var near = key.StartsWith("snapshot", StringComparison.Ordinal)
                ? NearestWord.To(key, Known.Where(k => k.StartsWith("snapshots.", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal))
                : NearestWord.To(key, Known.Where(k => Math.Abs(k.Length - key.Length) <= 2)
                    .Order(StringComparer.Ordinal));
            if (near is not null || key.StartsWith("snapshot", StringComparison.Ordinal))
                findings.Add(Unknown, entry.Key.Span, $"Incus knows no config key '{key}'",
                    near is null
                        ? "known: snapshots.schedule, snapshots.schedule.stopped, snapshots.expiry, snapshots.expiry.manual, snapshots.pattern"
                        : $"did you mean '{near}'?");
        }
    }
}
