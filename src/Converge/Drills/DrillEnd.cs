namespace Brine.Converge.Drills;

/// <summary>What a drill, or a part of one, came to.</summary>
/// <param name="Passed">Null: nothing that would speak for or against the snapshot.</param>
/// <param name="Why">For people; empty for a part that went well.</param>
internal sealed record DrillEnd(bool? Passed, string Why)
{
    public static DrillEnd Well { get; } = new(true, "");

    /// <summary>What the check printed, shortened; empty: nothing.</summary>
    public string Output { get; init; } = "";

    public DrillEnd Behind(string words) => this with { Why = words + Why };
}
