using System.Collections.Immutable;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Desired.Reading;

/// <summary>The <c>snapshot_group_*</c> states. Each reader gives null when a diagnostic says why.</summary>
internal static class GroupReaders
{
    public static DesiredEntry? Present(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly(["instances", "freeze", "volumes", "before", "after", "timeout", "stateful", "description",
            "expires", "expires_at", "timezone", .. Target.Parameters]);
        var common = Common(arguments, options, SnapshotReaders.Bound(arguments, options.Now));
        var freeze = arguments.Flag("freeze") ?? true;
        var stateful = arguments.Flag("stateful");
        var description = arguments.Description();
        var expires = arguments.Expiry();
        var limit = GroupCommands.Timeout(arguments);
        var before = GroupCommands.Read(arguments, "before", limit);
        var after = GroupCommands.Read(arguments, "after", limit);
        var volumes = arguments.Flag("volumes") ?? false;
        return common is not { } c || arguments.HasErrors ? null
            : new GroupPresent(c.Origin, c.Label, c.Selection, c.Name, stateful, description, expires)
            {
                Freeze = freeze, Volumes = volumes, Before = before, After = after,
            };
    }

    public static DesiredEntry? Absent(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly(["instances", .. Target.Parameters]);
        return Common(arguments, options, arguments.Declaration.Name) is not { } c || arguments.HasErrors ? null
            : new GroupAbsent(c.Origin, c.Label, c.Selection, c.Name);
    }

    public static DesiredEntry? Restored(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly(["instances", "stateful", "disk_only", "trigger", "safety", "again", .. Target.Parameters]);
        var common = Common(arguments, options, arguments.Declaration.Name);
        var how = SnapshotReaders.RestoreWords(arguments);
        return common is not { } c || arguments.HasErrors ? null
            : new GroupRestored(c.Origin, c.Label, c.Selection, c.Name, how.Stateful, how.DiskOnly, how.Trigger, how.Safety, how.Again);
    }

    private static (Origin Origin, Selection Selection, string Label, string Name)? Common(
        ArgumentReader arguments, CompileOptions options, string name)
    {
        var selection = SelectionReader.Read(arguments, options.Defaults);
        arguments.CheckSnapshotName(name);
        return selection is { } s ? (Target.Origin(arguments, $"{s.Label}/{name}"), s.Selection, s.Label, name) : null;
    }
}
