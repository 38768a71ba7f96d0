using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Doctor;

namespace Brine.Converge.Doctor;

/// <summary>What the doctor is asked to look at.</summary>
/// <param name="Project">Null: all that can be seen.</param>
/// <param name="Words">Names and globs of instances; none: all of the project.</param>
public sealed record DoctorQuery(string Remote, string? Project, ImmutableArray<string> Words)
{
    /// <summary>Declarations to hold against the server.</summary>
    public DesiredState Declared { get; init; } = DesiredState.Empty;

    /// <summary>Of the server's clock. Null: this machine's if the server is on it, else not known.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>How commands in the findings are written.</summary>
    public CommandStyle Commands { get; init; } = new();
}
