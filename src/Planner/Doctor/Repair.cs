using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Plan;

namespace Brine.Planner.Doctor;

/// <summary>What <c>--fix</c> does about a finding. It cannot lose data.</summary>
/// <param name="Doing">In words: <c>remove the key user.x from web-server</c>.</param>
public abstract record Repair(string Doing)
{
    /// <summary>What has to be said before it is done.</summary>
    public RepairConsent Consent { get; init; }

    /// <summary>Through the same steps as <c>apply</c>.</summary>
    public sealed record Steps(string Doing, ImmutableArray<PlanStep> Plan) : Repair(Doing);

    /// <summary>Sets a key of a profile, if it still has the value seen.</summary>
    public sealed record ProfileKey(string Doing, string Project, string Profile, string Key, string Before, string After)
        : Repair(Doing);

    /// <summary>Sets the description of an instance's own volume, if it is still the one seen.</summary>
    public sealed record VolumeNote(
        string Doing, InstanceAddress Instance, string Type, string Pool, string Before, string After) : Repair(Doing);
}

public enum RepairConsent
{
    /// <summary>Nothing is deleted: <c>--fix</c> is enough.</summary>
    None,

    /// <summary>Something is deleted: it is asked about, or <c>--yes</c> given.</summary>
    Deletes,

    /// <summary>Somebody else may have meant it: only with <c>--yes</c>, and the instance named.</summary>
    ByName,
}

/// <summary>What came of a repair.</summary>
/// <param name="Error">Why it was not done. Null: it was.</param>
public sealed record RepairOutcome(Repair Repair, string? Error)
{
    public bool IsDone => Error is null;
}
