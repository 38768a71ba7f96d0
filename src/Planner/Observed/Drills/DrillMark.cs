using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Observed.Drills;

/// <summary>The config key by which the throwaway instance of a drill is known, wherever its name has got to.</summary>
public static class DrillMark
{
    public const string Key = "user.brine.drill";

    private const string Prefix = "brine-drill-";

    /// <param name="unique">Some letters and digits that no other drill has.</param>
    public static string CloneOf(string instance, string unique)
    {
        var room = 63 - Prefix.Length - unique.Length - 1;
        return $"{Prefix}{(instance.Length <= room ? instance : instance[..room]).Trim('-')}-{unique}";
    }

    public static string Of(InstanceAddress instance, string snapshot, string unique, DateTimeOffset at) =>
        $"{instance.Name}/{snapshot} {Instants.Format(at)} {unique}";
}
