using System.Collections.Immutable;

namespace Brine.Planner.Desired;

/// <summary>All declarations of a run in the order that Salt gives them.</summary>
public sealed record DesiredState(ImmutableArray<DesiredEntry> Entries)
{
    public static DesiredState Empty { get; } = new([]);

    /// <summary>Instances spoken of, in ordinal order.</summary>
    public IEnumerable<IGrouping<Names.InstanceAddress, DesiredEntry>> ByInstance() =>
        Entries.GroupBy(e => e.Instance).OrderBy(g => g.Key);

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
