using System.Globalization;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan.States;

/// <summary>What Incus wants of an instance before it takes a snapshot with its memory; checked before anything is touched.</summary>
internal static class StatefulChecks
{
    /// <summary>Incus gives a VM so much when <c>limits.memory</c> is not set.</summary>
    private const long DefaultMemory = 1L << 30;

    /// <summary>Null: it can be taken as far as can be seen. Otherwise why not, and what to do.</summary>
    public static string? Refusal(string label, ObservedInstance instance)
    {
        if (!instance.IsRunning)
            return $"a stateful snapshot keeps the memory of a running instance, and {label} is {instance.Status}; start it first: incus start {label}";
        if (!Truth.Of(instance.ExpandedConfig.GetValueOrDefault("migration.stateful")))
            return $"{label} has not migration.stateful set; set it: incus config set {label} migration.stateful=true"
                + (instance.IsContainer ? "" : " (while the VM is stopped)");
        if (instance.IsContainer)
            return null;
        return MissingRoom(instance) is not var (memory, room) ? null
            : $"the memory of {label} ({memory}) has no room on its root disk: size.state is "
                + $"{room}; set it: incus config device set {label} root size.state={memory}";
    }

    /// <summary>A virtual machine's memory, and the size.state that is too small for it; null when it fits.</summary>
    public static (string Memory, string Room)? MissingRoom(ObservedInstance instance)
    {
        var memory = Bytes(instance.ExpandedConfig.GetValueOrDefault("limits.memory")) ?? DefaultMemory;
        var room = Bytes(instance.ExpandedDevices.Values.FirstOrDefault(IsRoot)?.GetValueOrDefault("size.state"));
        return room is { } size && size >= memory ? null
            : (Readable(memory), room is { } given ? Readable(given) : "not set");
    }

    private static bool IsRoot(IReadOnlyDictionary<string, string> device) =>
        device.GetValueOrDefault("type") == "disk" && device.GetValueOrDefault("path") == "/";

    /// <summary>Incus's byte sizes: a number with B, kB, MB, GB, TB, PB, EB (1000) or KiB, MiB … (1024). Null: not one (a percentage).</summary>
    internal static long? Bytes(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        long? unit = text[digits..] switch
        {
            "" or "B" or "bytes" => 1,
            "kB" or "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "TB" => 1_000_000_000_000,
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "TiB" => 1L << 40,
            _ => null,
        };
        return unit is { } u && number <= long.MaxValue / u ? number * u : null;
    }

    private static string Readable(long bytes) => bytes switch
    {
        _ when bytes % (1L << 30) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 30}GiB"),
        _ when bytes % (1L << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes}B"),
    };
}
