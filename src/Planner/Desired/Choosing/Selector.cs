using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Salt.States;

namespace Brine.Planner.Desired.Choosing;

/// <summary>One item below <c>instances</c>, on one server: a name or a glob, and what else must be true.</summary>
/// <param name="Project">A name or a glob.</param>
public sealed record Selector(string Remote, string Project, string Name)
{
    /// <summary>Keys of the expanded config, each with a glob for its value.</summary>
    public ImmutableSortedDictionary<string, string> Config { get; init; } = Maps.Text;

    /// <summary>Null: whatever profiles it has.</summary>
    public string? Profile { get; init; }

    /// <summary>Those of its name are left out; it has no other condition, and its remote may be a glob.</summary>
    public bool IsException { get; init; }

    /// <summary>One of several servers that a glob for remotes came to: this one need not have it.</summary>
    public bool IsSpread { get; init; }

    [JsonIgnore]
    public bool IsName => !IsSpread && !Glob.IsGlob(Name) && !Glob.IsGlob(Project) && !NeedsDetail;

    /// <summary>Config and profiles must be known to say whom it takes.</summary>
    [JsonIgnore]
    public bool NeedsDetail => !Config.IsEmpty || Profile is not null;

    public bool Takes(RosterRow row) => TakesName(row.Name) && (row.Project is not { } project || Glob.Matches(Project, project))
        && (Profile is null || row.Profiles.Contains(Profile))
        && Config.All(c => row.Config.TryGetValue(c.Key, out var value) && Glob.Matches(c.Value, value));

    public bool TakesName(string name) => Glob.Matches(Name, name);

    /// <summary>Of an exception: whether it takes that one out.</summary>
    public bool Excepts(InstanceAddress at) => Glob.Matches(Remote, at.Remote) && Glob.Matches(Project, at.Project) && TakesName(at.Name);

    public bool Equals(Selector? other) => other is not null && (Remote, Project, Name, Profile, IsException, IsSpread)
        == (other.Remote, other.Project, other.Name, other.Profile, other.IsException, other.IsSpread) && Config.SequenceEqual(other.Config);

    public override int GetHashCode() => HashCode.Combine(Remote, Project, Name, Profile, IsException);
}
