using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Desired.Reading;

/// <summary>The <c>instance_snapshot_*</c> states. Each reader gives null when a diagnostic says why.</summary>
internal static class SnapshotReaders
{
    public static DesiredEntry? Present(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("instance", "stateful", "description", "expires", "expires_at", "on_drift", "timezone", "project", "remote");
        var common = Common(arguments, options, Bound(arguments, options.Now));
        var stateful = arguments.Flag("stateful");
        var description = arguments.Description();
        var expires = arguments.Expiry();
        var onDrift = arguments.Choice("on_drift",
            ("fix", DriftAnswer.Fix), ("recreate", DriftAnswer.Recreate), ("ignore", DriftAnswer.Ignore));
        if (description is not null && Observed.SnapshotNote.Parse(description) is { Trailers.IsEmpty: false })
            arguments.Wrong<string>("description", "a text that does not end in lines like 'Brine-…: …', which are Brine's own", "not");
        return common is not { } c || arguments.HasErrors ? null
            : new SnapshotPresent(c.Origin, c.Instance, c.Label, c.Name, stateful, description, expires, onDrift ?? DriftAnswer.Fix);
    }

    public static DesiredEntry? Absent(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("instance", "project", "remote");
        return Common(arguments, options) is not { } c || arguments.HasErrors ? null
            : new SnapshotAbsent(c.Origin, c.Instance, c.Label, c.Name);
    }

    public static DesiredEntry? Restored(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("instance", "stateful", "disk_only", "trigger", "safety", "again", "project", "remote");
        var common = Common(arguments, options);
        var how = RestoreWords(arguments);
        return common is not { } c || arguments.HasErrors ? null
            : new SnapshotRestored(c.Origin, c.Instance, c.Label, c.Name, how.Stateful, how.DiskOnly, how.Trigger, how.Safety, how.Again);
    }

    /// <summary>How a restore, of one snapshot or of a set, goes about it.</summary>
    public static (bool Stateful, bool DiskOnly, string? Trigger, SafetyAnswer Safety, bool Again) RestoreWords(ArgumentReader arguments)
    {
        var stateful = arguments.Flag("stateful") ?? false;
        var diskOnly = arguments.Flag("disk_only") ?? false;
        var trigger = arguments.Text("trigger");
        var safety = arguments.Choice("safety",
            ("auto", SafetyAnswer.Auto), ("true", SafetyAnswer.Yes), ("yes", SafetyAnswer.Yes), ("false", SafetyAnswer.No), ("no", SafetyAnswer.No));
        var again = arguments.Flag("again") ?? false;
        if (stateful && diskOnly)
            arguments.Diagnostics.Error("incus.contradiction",
                $"'{arguments.Declaration.Id}' asks for stateful and disk_only together; Incus refuses that",
                arguments.SpanOf("disk_only"), "keep one of them");
        return (stateful, diskOnly, trigger, safety ?? SafetyAnswer.Auto, again);
    }

    /// <summary>The name, and a late-bound one with its date.</summary>
    public static string Bound(ArgumentReader arguments, DateTimeOffset now)
    {
        var name = arguments.Declaration.Name;
        var written = arguments.Text("timezone");
        var zone = Zones.Find(written ?? "UTC");
        if (zone is null)
            arguments.Wrong<string>("timezone", Zones.Rule, $"'{written}'");
        if (!DatedName.HasDirectives(name))
        {
            if (written is not null)
                arguments.Wrong<string>("timezone", "a name with a date in it, such as 'daily-%Y%m%d'", $"given, but '{name}' has none");
            return name;
        }

        var bound = DatedName.Expand(name, now, zone ?? TimeZoneInfo.Utc, out var refusal);
        if (refusal is not null)
            arguments.Diagnostics.Error("incus.snapshot-name", $"'{name}' is not a name that can be dated: {refusal}", arguments.SpanOf("name"),
                $"use {DatedName.Rule}");
        return refusal is null ? bound : "refused";
    }

    private static (Origin Origin, InstanceAddress Instance, string Label, string Name)? Common(
        ArgumentReader arguments, CompileOptions options, string? bound = null)
    {
        var written = arguments.RequiredText("instance");
        var instance = Target.Read(arguments, written, options.Defaults, "instance");
        var name = bound ?? arguments.Declaration.Name;
        arguments.CheckSnapshotName(name);
        return instance is { } address
            ? (Target.Origin(arguments, $"{written}/{name}"), address, written!, name)
            : null;
    }
}
