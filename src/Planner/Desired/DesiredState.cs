using System.Collections.Immutable;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Observed;

namespace Brine.Planner.Desired;

/// <summary>All declarations of a run in the order that Salt gives them.</summary>
public sealed record DesiredState(ImmutableArray<DesiredEntry> Entries)
{
    public static DesiredState Empty { get; } = new([]);

    /// <summary>The projects whose instances must be listed before it is known of whom it speaks.</summary>
    public ImmutableArray<RosterNeed> RosterNeeds =>
        [.. Entries.OfType<SelectingEntry>().SelectMany(e => e.Selection.Needs).Distinct()];

    /// <summary>Servers that could not be asked whom a selection means, each with the reason.</summary>
    public ImmutableSortedDictionary<string, string> Unasked { get; init; } = Maps.Text;

    /// <summary>The same, with every selection come to instances.</summary>
    public DesiredState Resolve(Func<RosterNeed, Roster> rosterOf) => this with
    {
        Entries = [.. Entries.Select(e => e is SelectingEntry s ? s with { Chosen = s.Selection.Resolve(rosterOf) } : e)],
        Unasked = Maps.Text.SetItems(RosterNeeds.Select(n => (n.Remote, rosterOf(n).Unasked))
            .Where(r => r.Unasked is not null).Select(r => KeyValuePair.Create(r.Remote, r.Unasked!))), // just asked
    };

    /// <summary>
    /// The order in which entries are planned and carried out, which is Salt's: as declared, but when an entry's turn
    /// comes, what it waits for goes right before it. Requisites that go in a circle are taken as declared.
    /// </summary>
    /// <returns>Indices into <see cref="Entries"/>, each once.</returns>
    public ImmutableArray<int> Order()
    {
        var order = ImmutableArray.CreateBuilder<int>(Entries.Length);
        var begun = new bool[Entries.Length];
        var open = new Stack<(int Index, Queue<int> Before)>(); // a chain may be longer than the call stack is deep
        for (var first = 0; first < Entries.Length; first++)
        {
            Begin(first);
            while (open.TryPeek(out var top))
            {
                if (top.Before.TryDequeue(out var next))
                    Begin(next);
                else
                    order.Add(open.Pop().Index);
            }
        }

        return order.MoveToImmutable();

        void Begin(int index)
        {
            if (begun[index])
                return;
            begun[index] = true;
            open.Push((index, new Queue<int>(Entries[index].Dependencies.SelectMany(Before))));
        }
    }

    /// <summary>What goes before who has such a dependency: a prereq's target comes later, but not what that waits for.</summary>
    public IEnumerable<int> Before(Dependency dependency) => dependency.Kind == DependencyKind.Foreseen
        ? Entries[dependency.On].Dependencies.Where(d => d.Kind is not (DependencyKind.First or DependencyKind.Foreseen)).Select(d => d.On)
        : [dependency.On];
}
