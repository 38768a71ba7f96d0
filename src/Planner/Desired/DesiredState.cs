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
    /// The order in which entries are planned and carried out: as declared, except that an entry waits for those it
    /// requires. Requisites that go in a circle are taken as declared.
    /// </summary>
    /// <returns>Indices into <see cref="Entries"/>, each once.</returns>
    public ImmutableArray<int> Order()
    {
        var order = ImmutableArray.CreateBuilder<int>(Entries.Length);
        var placed = new bool[Entries.Length];
        var waiting = new Queue<int>(Enumerable.Range(0, placed.Length));
        for (var idle = 0; waiting.TryDequeue(out var index);)
        {
            if (idle <= waiting.Count && Entries[index].Dependencies.Any(d => !placed[d.On]))
            {
                waiting.Enqueue(index);
                idle++;
                continue;
            }

            idle = 0;
            placed[index] = true;
            order.Add(index);
        }

        return order.MoveToImmutable();
    }
}
