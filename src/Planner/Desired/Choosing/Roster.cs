using System.Collections.Immutable;
using Brine.Planner.Observed;

namespace Brine.Planner.Desired.Choosing;

/// <summary>A project whose instances must be listed.</summary>
/// <param name="Project">Where it is a glob: all projects that can be seen.</param>
/// <param name="WithDetail">Their config and profiles too.</param>
public readonly record struct RosterNeed(string Remote, string Project, bool WithDetail);

/// <summary>The instances of a project.</summary>
/// <param name="Refusal">Why they could not be listed; null: these are all.</param>
public sealed record Roster(ImmutableArray<RosterRow> Rows, string? Refusal = null)
{
    /// <summary>Why the whole server could not be asked. Null: it could.</summary>
    public string? Unasked { get; init; }

    /// <summary>What tells the server from all others, whatever they are called here; empty: not told.</summary>
    public string Server { get; init; } = "";

    public static Roster Refused(string why) => new([], why);
}

public sealed record RosterRow(string Name)
{
    /// <summary>Null: the project that was asked for.</summary>
    public string? Project { get; init; }

    /// <summary>Expanded: profiles count.</summary>
    public ImmutableSortedDictionary<string, string> Config { get; init; } = Maps.Text;

    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>Its member does not answer: it is there, and nothing more is known.</summary>
    public bool IsUnknown { get; init; }
}
