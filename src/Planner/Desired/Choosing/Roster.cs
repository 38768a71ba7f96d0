using System.Collections.Immutable;
using Brine.Planner.Observed;

namespace Brine.Planner.Desired.Choosing;

/// <summary>A project whose instances must be listed.</summary>
/// <param name="WithDetail">Their config and profiles too.</param>
public readonly record struct RosterNeed(string Remote, string Project, bool WithDetail);

/// <summary>The instances of a project.</summary>
/// <param name="Refusal">Why they could not be listed; null: these are all.</param>
public sealed record Roster(ImmutableArray<RosterRow> Rows, string? Refusal = null)
{
    public static Roster Refused(string why) => new([], why);
}

public sealed record RosterRow(string Name)
{
    /// <summary>Expanded: profiles count.</summary>
    public ImmutableSortedDictionary<string, string> Config { get; init; } = Maps.Text;

    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>Its member does not answer: it is there, and nothing more is known.</summary>
    public bool IsUnknown { get; init; }
}
