using System.Collections.Immutable;
using Brine.Planner.Desired;

namespace Brine.Converge.Apply;

/// <summary>The planner's order, in which entries are carried out, and each entry's place in it.</summary>
internal sealed record RunOrder(ImmutableArray<int> Indices, ImmutableArray<int> Positions)
{
    public static RunOrder Of(DesiredState desired)
    {
        var order = desired.Order();
        var positions = new int[order.Length];
        for (var position = 0; position < order.Length; position++)
            positions[order[position]] = position;
        return new RunOrder(order, [.. positions]);
    }

    /// <summary>Waiting for a later one would be for ever: requisites that go in a circle are not waited for.</summary>
    public bool IsBefore(int index, int other) => Positions[index] < Positions[other];

    /// <summary>Entries that go one after the other: those of one instance, or all of them.</summary>
    public IEnumerable<ImmutableArray<int>> Lanes(DesiredState desired, bool serial) => serial
        ? [Indices]
        : Indices.GroupBy(i => desired.Entries[i].Instance).Select(g => g.ToImmutableArray());
}
