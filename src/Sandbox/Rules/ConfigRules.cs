using System.Collections.Frozen;
using System.Globalization;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Rules;

/// <summary>Which config keys an instance may have and which values they take, with Incus's own texts.</summary>
internal static class ConfigRules
{
    private static readonly FrozenSet<string> Booleans = new[]
    {
        "agent.nic_config", "boot.autorestart", "boot.autostart", "limits.memory.hugepages",
            "migration.incremental.memory",
        "migration.stateful", "nvidia.runtime", "security.agent.metrics", "security.csm", "security.guestapi",
        "security.guestapi.images", "security.idmap.isolated", "security.nesting", "security.privileged",
        "security.protection.delete", "security.protection.shift", "security.secureboot", "security.sev",
        "security.sev.policy.es", "security.syscalls.deny_compat", "security.syscalls.deny_default",
        "security.syscalls.intercept.bpf", "security.syscalls.intercept.mknod", "security.syscalls.intercept.mount",
        "security.syscalls.intercept.setxattr", "security.syscalls.intercept.sysinfo", "snapshots.schedule.stopped",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Others = new[]
    {
        "boot.autostart.delay", "boot.autostart.priority", "boot.host_shutdown_action", "boot.host_shutdown_timeout",
        "boot.stop.priority", "cloud-init.network-config", "cloud-init.user-data", "cloud-init.vendor-data",
        "cluster.evacuate", "limits.cpu", "limits.cpu.allowance", "limits.cpu.nodes", "limits.cpu.priority",
        "limits.disk.priority", "limits.memory", "limits.memory.enforce", "limits.memory.oom_priority",
        "limits.memory.swap", "limits.memory.swap.priority", "limits.processes", "linux.kernel_modules",
        "linux.kernel_modules.load", "migration.incremental.memory.goal", "migration.incremental.memory.iterations",
        "security.idmap.base", "security.idmap.size", "security.syscalls.allow", "security.syscalls.deny",
        "security.syscalls.intercept.mount.allowed", "security.syscalls.intercept.mount.fuse", "snapshots.expiry",
        "snapshots.pattern", "snapshots.schedule",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Prefixes =
    [
        "user.", "environment.", "image.", "volatile.", "raw.", "nvidia.", "oci.", "limits.kernel.",
            "limits.hugepages.",
        "linux.sysctl.", "security.sev.",
    ];

    /// <summary>The text of what is wrong with the first bad entry, in the order of the keys, or null.</summary>
    public static string? Error(SandboxFlavor flavor, Settings config) =>
        config.Select(entry => Error(flavor, entry.Key, entry.Value)).FirstOrDefault(e => e is not null);

    private static string? Error(SandboxFlavor flavor, string key, string value)
    {
        var is702 = flavor == SandboxFlavor.Incus702;
        if (!IsKnown(key, is702))
            return $"Unknown configuration key: {key}";
        if (value.Length == 0)
            return null;
        if (Booleans.Contains(key))
            return Boolean(key, value, is702);
        return key switch
        {
            "snapshots.schedule" => ScheduleRule.Error(flavor, value),
            "snapshots.expiry" or "snapshots.expiry.manual" =>
                ExpiryExpression.IsValid(value) ? null : "Invalid expiry expression",
            "limits.memory" => IsSize(value) ? null : $"Invalid value: {value}",
            "limits.cpu" => value.All(c => char.IsAsciiDigit(c) || c is ',' or '-') ? null : "Invalid CPU limit syntax",
            "volatile.uuid" => Guid.TryParse(value, out _) ? null : "Invalid UUID",
            _ => null,
        };
    }

    private static bool IsKnown(string key, bool is702) =>
        Booleans.Contains(key) || Others.Contains(key)
        || (is702 && key is "snapshots.expiry.manual" or "limits.memory.hotplug")
        || Prefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal) && key.Length > p.Length);

    private static string? Boolean(string key, string value, bool is702)
    {
        if (value.ToUpperInvariant() is "TRUE" or "FALSE" or "1" or "0" or "YES" or "NO" or "ON" or "OFF")
            return null;
        if (is702 && key == "boot.autostart")
            return value == "last-state" ? null : $"\"{value}\" isn't a valid value";
        return $"Invalid value for a boolean \"{value}\"";
    }

    private static bool IsSize(string value)
    {
        var digits = value.TakeWhile(c => char.IsAsciiDigit(c)).Count();
        return digits > 0 && value[digits..] is "" or "%" or "B" or "kB" or "MB" or "GB" or "TB" or "PB" or "EB"
            or "KiB" or "MiB" or "GiB" or "TiB" or "PiB" or "EiB";
    }

    /// <summary>Bytes of a size such as 512MiB; 0 if there is none.</summary>
    public static long Bytes(string size)
    {
        var digits = size.TakeWhile(c => char.IsAsciiDigit(c)).Count();
        if (digits == 0)
            return 0;
        var number = long.Parse(size[..digits], CultureInfo.InvariantCulture);
        return size[digits..] switch
        {
            "kB" => number * 1000,
            "MB" => number * 1000 * 1000,
            "GB" => number * 1000 * 1000 * 1000,
            "KiB" => number << 10,
            "MiB" => number << 20,
            "GiB" => number << 30,
            "TiB" => number << 40,
            _ => number,
        };
    }
}
