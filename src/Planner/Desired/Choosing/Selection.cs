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
    /// In ordinal order. A name is taken whether it exists or not: that a declared instance is missing shall be told.
    /// </summary>
    public Chosen Resolve(Func<RosterNeed, Roster> rosterOf)
    {
        var chosen = new SortedSet<InstanceAddress>(Selectors.Where(s => s is { IsName: true, IsException: false })
            .Select(s => new InstanceAddress(s.Remote, s.Project, s.Name)));
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var need in Needs)
        {
            var roster = rosterOf(need);
            if (roster.Refusal is { } refusal)
            {
                problems.Add(refusal);
                continue;
            }

            var takers = Selectors.Where(s => !s.IsException && s.Remote == need.Remote && s.Project == need.Project).ToList();
            foreach (var row in roster.Rows)
                if (takers.Exists(s => s.Takes(row)))
                    chosen.Add(new InstanceAddress(need.Remote, need.Project, row.Name));
            foreach (var row in roster.Rows.Where(r => r.IsUnknown && takers.Exists(s => s.NeedsDetail && s.TakesName(r.Name))))
                problems.Add($"whether {row.Name} is meant cannot be told: its cluster member does not answer");
        }

        chosen.RemoveWhere(a => Selectors.Any(s => s.IsException && s.Remote == a.Remote && s.Project == a.Project && s.TakesName(a.Name)));
        return new Chosen([.. chosen], problems.ToImmutable());
    }
}

/// <param name="Problems">Why some that may be meant are not among them; empty: these are all.</param>
public sealed record Chosen(ImmutableArray<InstanceAddress> Instances, ImmutableArray<string> Problems)
{
    public static Chosen Nobody { get; } = new([], []);

    public bool Equals(Chosen? other) =>
        other is not null && Instances.SequenceEqual(other.Instances) && Problems.SequenceEqual(other.Problems);

    public override int GetHashCode() => Instances.Aggregate(0, HashCode.Combine);
}
