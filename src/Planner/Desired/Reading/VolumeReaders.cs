using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Desired.Reading;

/// <summary>The <c>volume_snapshot_*</c> states. Each reader gives null when a diagnostic says why.</summary>
internal static class VolumeReaders
{
    public static DesiredEntry? Present(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("pool", "volume", "volume_type", "description", "expires", "expires_at", "timezone", "project", "remote");
        var common = Common(arguments, options, SnapshotReaders.Bound(arguments, options.Now));
        var description = arguments.Description();
        var expires = arguments.Expiry();
        return common is not { } c || arguments.HasErrors ? null
            : new VolumeSnapshotPresent(c.Origin, c.Volume, c.Label, c.Name, description, expires);
    }

    public static DesiredEntry? Absent(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("pool", "volume", "volume_type", "project", "remote");
        return Common(arguments, options) is not { } c || arguments.HasErrors ? null
            : new VolumeSnapshotAbsent(c.Origin, c.Volume, c.Label, c.Name);
    }

    public static DesiredEntry? Restored(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("pool", "volume", "volume_type", "trigger", "again", "project", "remote");
        var common = Common(arguments, options);
        var trigger = arguments.Text("trigger");
        var again = arguments.Flag("again") ?? false;
        return common is not { } c || arguments.HasErrors ? null
            : new VolumeSnapshotRestored(c.Origin, c.Volume, c.Label, c.Name, trigger, again);
    }

    private static (Origin Origin, VolumeAddress Volume, string Label, string Name)? Common(
        ArgumentReader arguments, CompileOptions options, string? bound = null)
    {
        var name = bound ?? arguments.Declaration.Name;
        arguments.CheckSnapshotName(name);
        var (pool, volume) = (Named(arguments, "pool"), Named(arguments, "volume"));
        // The public formula has it; the snapshots of other volumes are those of instances and images.
        if (arguments.Text("volume_type") is { } type && type != "custom")
            arguments.Wrong<string>("volume_type", "custom", $"'{type}'");
        var there = options.Defaults.For(arguments.Text("remote"), arguments.Text("project"));
        return pool is null || volume is null ? null
            : (Target.Origin(arguments, name), new VolumeAddress(there.Remote, there.Project, pool, volume), volume, name);
    }

    private static string? Named(ArgumentReader arguments, string key) => arguments.RequiredText(key) is not { } text ? null
        : VolumeAddress.IsName(text) ? text : arguments.Wrong<string>(key, "a name without '/', ':' and blanks", $"'{text}'");
}
