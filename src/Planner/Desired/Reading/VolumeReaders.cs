using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Desired.Reading;

/// <summary>The <c>volume_snapshot_*</c> states. Each reader gives null when a diagnostic says why.</summary>
internal static class VolumeReaders
{
    public static DesiredEntry? Present(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("pool", "volume", "description", "expires", "expires_at", "timezone", "project", "remote");
        var common = Common(arguments, options, SnapshotReaders.Bound(arguments, options.Now));
        var description = arguments.Text("description");
        var expires = arguments.Expiry();
        if (description is not null && SnapshotNote.Parse(description) is { Trailers.IsEmpty: false })
            arguments.Wrong<string>("description", "a text that does not end in lines like 'Brine-…: …', which are Brine's own", "not");
        return common is not { } c || arguments.HasErrors ? null
            : new VolumeSnapshotPresent(c.Origin, c.Volume, c.Label, c.Name, description, expires);
    }

    public static DesiredEntry? Absent(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("pool", "volume", "project", "remote");
        return Common(arguments, options) is not { } c || arguments.HasErrors ? null
            : new VolumeSnapshotAbsent(c.Origin, c.Volume, c.Label, c.Name);
    }

    public static DesiredEntry? Restored(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("pool", "volume", "trigger", "again", "project", "remote");
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
        if (SnapshotName.Refusal(name) is { } refusal)
            arguments.Diagnostics.Error("incus.snapshot-name", refusal, arguments.SpanOf("name"), $"use {SnapshotName.Rule}");
        var (pool, volume) = (Named(arguments, "pool"), Named(arguments, "volume"));
        var (project, remote) = (arguments.Text("project"), arguments.Text("remote"));
        return pool is null || volume is null ? null
            : (Target.Origin(arguments, name), new VolumeAddress(remote ?? options.Defaults.Remote, project ?? options.Defaults.Project, pool, volume), volume, name);
    }

    private static string? Named(ArgumentReader arguments, string key) => arguments.RequiredText(key) is not { } text ? null
        : VolumeAddress.IsName(text) ? text : arguments.Wrong<string>(key, "a name without '/', ':' and blanks", $"'{text}'");
}
