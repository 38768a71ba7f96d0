namespace Brine.Planner.Doctor;

/// <summary>One thing that the doctor looks for.</summary>
/// <param name="Name">Stable: <c>pattern-poisonous</c>.</param>
/// <param name="Severity">Of its findings; a single one may be less severe.</param>
/// <param name="Summary">One sentence: what is found.</param>
/// <param name="Why">What would happen.</param>
/// <param name="Remedy">What repairs it.</param>
public sealed record HealthCheck(string Name, HealthSeverity Severity, string Summary, string Why, string Remedy)
{
    /// <summary>What <c>--fix</c> does; null: nothing, it is for people to decide.</summary>
    public string? Fix { get; init; }
}

/// <summary>How bad a finding is. Exit codes go by it.</summary>
public enum HealthSeverity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>It will go wrong one day, or something is not what it seems.</summary>
    Warning,

    /// <summary>It goes wrong now.</summary>
    Error,
}
