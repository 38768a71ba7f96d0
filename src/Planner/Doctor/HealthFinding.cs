using System.Collections.Immutable;

namespace Brine.Planner.Doctor;

/// <summary>One thing that is wrong.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Message">What is wrong, on one line, with the numbers, names and times that show it.</param>
public sealed record HealthFinding(string Check, HealthSeverity Severity, Subject Subject, string Message)
{
    /// <summary>What repairs it, to be copied to a shell, in this order; empty when no command can.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    /// <summary>What to do beside the commands, or what they cost. Null: nothing to say.</summary>
    public string? Advice { get; init; }

    /// <summary>What <c>--fix</c> would do. Null: nothing.</summary>
    public Repair? Repair { get; init; }
}

/// <summary>What a finding is about.</summary>
/// <param name="Kind"><c>server member pool project profile instance snapshot volume</c>.</param>
/// <param name="Name">Its name; a snapshot as <c>instance/snapshot</c>, a volume as <c>pool/volume</c>.</param>
/// <param name="Project">Null where it is in none.</param>
public sealed record Subject(string Kind, string Name, string? Project)
{
    public static Subject Server { get; } = new("server", "", null);

    /// <summary>As people read it; the project only where it is not the one examined.</summary>
    /// <param name="project">Null: all of them were.</param>
    public string Label(string? project) =>
        (Kind is "instance" or "snapshot" ? Name : Name.Length == 0 ? Kind : $"{Kind} {Name}")
        + (Project is null || Project == project ? "" : $" (project {Project})");
}
