using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;

namespace Brine.Converge.Tests;

/// <summary>Declarations of sets in few words.</summary>
internal static class Sets
{
    public static GroupPresent Present(string name, params string[] instances) =>
        new(Origin("present", instances, name), string.Join(", ", instances), Of(instances), name, null, null, null);

    public static GroupAbsent Absent(string name, params string[] instances) =>
        new(Origin("absent", instances, name), string.Join(", ", instances), Of(instances), name);

    public static GroupRestored Restored(string name, SafetyAnswer safety, params string[] instances) =>
        new(Origin("restored", instances, name), string.Join(", ", instances), Of(instances), name, false, false, null, safety, false);

    public static GroupCommand Command(string members, string command) => new(members, command, TimeSpan.FromSeconds(5));

    private static Selection Of(string[] instances) => new([.. instances.SelectMany(i => SelectorText.Parse(i, ConnectionDefaults.Local).Selectors)]);

    private static Origin Origin(string verb, string[] instances, string name) => new()
    {
        Id = $"{verb}-{name}", Sls = "test", Function = $"incus.snapshot_group_{verb}",
        ReturnName = $"{string.Join(", ", instances)}/{name}", StateName = name,
    };
}
