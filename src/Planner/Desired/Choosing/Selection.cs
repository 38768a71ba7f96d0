using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;

namespace Brine.Planner.Desired.Choosing;

/// <summary>
/// Which instances a declaration speaks of: all that one of its selectors takes, less those that one of its exceptions
/// takes.
/// </summary>
public sealed record Selection(ImmutableArray<Selector> Selectors)
{
    /// <summary>Names alone: who is meant is known without asking a server.</summary>
    [JsonIgnore]
    public bool IsNames => Selectors.All(s => s.IsName);

    /// <summary>What must be listed to resolve it; nothing where it is names alone.</summary>
    [JsonIgnore]
    public IEnumerable<RosterNeed> Needs => IsNames ? []
        : Selectors.Where(s => !s.IsException && !s.IsName)
            .Select(s => new RosterNeed(s.Remote, s.Project, Selectors.Any(x => x.NeedsDetail))).Distinct();

    public bool Equals(Selection? other) => other is not null && Selectors.SequenceEqual(other.Selectors);

    public override int GetHashCode() => Selectors.Aggregate(0, HashCode.Combine);

    /// <summary>
    /// In the order of the selectors, those of one selector in ordinal order; each instance once, also where a glob for
    /// remotes came to two names of one server. A name is taken whether it exists or not: that a declared instance is
    /// missing shall be told.
    /// </summary>
    public Chosen Resolve(Func<RosterNeed, Roster> rosterOf)
    {
        var rosters = Needs.ToDictionary(n => (n.Remote, n.Project), rosterOf);
        var taken = ImmutableArray.CreateBuilder<InstanceAddress>();
        var seen = new HashSet<(string Server, string Project, string Name)>();
        foreach (var selector in Selectors.Where(s => !s.IsException))
        {
            var server = rosters.GetValueOrDefault((selector.Remote, selector.Project))?.Server ?? "";
            foreach (var at in Taken(selector, rosters).Where(a => !IsExcepted(a)))
                if (server.Length == 0 || seen.Add((server, at.Project, at.Name)) || !selector.IsSpread)
                    taken.Add(at);
        }

        return new Chosen([.. taken.Distinct()], [.. Needs.SelectMany(n => Problems(n, rosters[(n.Remote, n.Project)]))]);
    }

    private static IEnumerable<InstanceAddress> Taken(Selector selector, Dictionary<(string, string), Roster> rosters) =>
        selector.IsName ? [new InstanceAddress(selector.Remote, selector.Project, selector.Name)]
            : rosters[(selector.Remote, selector.Project)].Rows.Where(selector.Takes)
                .Select(r => new InstanceAddress(selector.Remote, r.Project ?? selector.Project, r.Name)).Order();

    private IEnumerable<string> Problems(RosterNeed need, Roster roster)
    {
        if (roster.Refusal is { } refusal)
            return [refusal];
        var takers = Selectors.Where(s => !s.IsException && s.Remote == need.Remote && s.Project == need.Project).ToList();
        return roster.Rows.Where(r => r.IsUnknown && takers.Exists(s => s.NeedsDetail && s.TakesName(r.Name)))
            .Select(r => $"whether {r.Name} is meant cannot be told: its cluster member does not answer");
    }

    private bool IsExcepted(InstanceAddress at) => Selectors.Any(s => s.IsException && s.Excepts(at));
}

/// <param name="Problems">Why some that may be meant are not among them; empty: these are all.</param>
public sealed record Chosen(ImmutableArray<InstanceAddress> Instances, ImmutableArray<string> Problems)
{
    public static Chosen Nobody { get; } = new([], []);

    public bool Equals(Chosen? other) =>
        other is not null && Instances.SequenceEqual(other.Instances) && Problems.SequenceEqual(other.Problems);

    public override int GetHashCode() => Instances.Aggregate(0, HashCode.Combine);
}
