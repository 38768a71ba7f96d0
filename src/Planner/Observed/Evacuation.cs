namespace Brine.Planner.Observed;

/// <summary>What an evacuated cluster member means for an instance on it.</summary>
public static class Evacuation
{
    public static string Of(string member) =>
        $"its cluster member {member} is evacuated and starts nothing; bring it back (incus cluster restore {member}), or move the instance";
}
