using Brine.Cli.Options;

namespace Brine.Cli.Runs;

/// <summary>What <c>brine doctor</c> was asked for.</summary>
/// <param name="Names">Names and globs, perhaps with a remote before them; none: all of the project.</param>
internal sealed record DoctorRequest(ConnectionRequest Connection, string[] Names)
{
    /// <summary>Null: no declarations were given.</summary>
    public SourceRequest? Sources { get; init; }

    /// <summary>The server's time zone; null: not said.</summary>
    public TimeZoneInfo? Zone { get; init; }

    public string? StateDirectory { get; init; }

    public bool AllProjects { get; init; }

    public bool Fix { get; init; }

    public bool Yes { get; init; }
}
