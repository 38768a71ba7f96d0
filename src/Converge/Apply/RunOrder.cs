using System.Collections.Immutable;
using Brine.Planner.Desired;

namespace Brine.Converge.Apply;

/// <summary>
/// The order in which entries were planned, which is the one they are carried out in: as declared, except that an entry
/// waits for those it requires (<see cref="Planner.Plan.PlanMaker"/> does the same).
/// </summary>
internal sealed record RunOrder(ImmutableArray<int> Indices, ImmutableArray<int> Positions)
{
    public static RunOrder Of(DesiredState desired)
    {
        var order = ImmutableArray.CreateBuilder<int>();
        var positions = Enumerable.Repeat(-1, desired.Entries.Length).ToArray();
        var waiting = new Queue<int>(Enumerable.Range(0, positions.Length));
        for (var idle = 0; waiting.TryDequeue(out var index);)
        {
            if (idle <= waiting.Count && desired.Entries[index].Dependencies.Any(d => positions[d.On] < 0))
            {
                waiting.Enqueue(index);
                idle++;
                continue;
            }

            idle = 0;
            positions[index] = order.Count;
            order.Add(index);
        }

        return new RunOrder(order.ToImmutable(), [.. positions]);
    }

    /// <summary>Waiting for a later one would be for ever: requisites that go in a circle are not waited for.</summary>
    public bool IsBefore(int index, int other) => Positions[index] < Positions[other];

    /// <summary>Entries that go one after the other: those of one instance, or all of them.</summary>
    public IEnumerable<ImmutableArray<int>> Lanes(DesiredState desired, bool serial) => serial
        ? [Indices]
        : Indices.GroupBy(i => desired.Entries[i].Instance).Select(g => g.ToImmutableArray());
}
