using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Converge.Apply;

/// <summary>The planner's order, in which entries are carried out, and each entry's place in it.</summary>
/// <param name="Waits">
/// The entries that each must wait for: the one before it on each of its instances, or (serial) the one before it.
/// </param>
internal sealed record RunOrder(
    ImmutableArray<int> Indices, ImmutableArray<int> Positions, ImmutableArray<ImmutableArray<int>> Waits)
{
    public static RunOrder Of(DesiredState desired, bool serial)
    {
        var order = desired.Order();
        var positions = new int[order.Length];
        var waits = new ImmutableArray<int>[order.Length];
        var latest = new Dictionary<InstanceAddress, int>();
        for (var position = 0; position < order.Length; position++)
        {
            var index = order[position];
            positions[index] = position;
            waits[index] = serial ? (position > 0 ? [order[position - 1]] : [])
                : [.. desired.Entries[index].Instances.Where(latest.ContainsKey).Select(i => latest[i]).Distinct()];
            foreach (var instance in desired.Entries[index].Instances)
                latest[instance] = index;
        }

        return new RunOrder(order, [.. positions], [.. waits]);
    }

    /// <summary>Waiting for a later one would be for ever: requisites that go in a circle are not waited for.</summary>
    public bool IsBefore(int index, int other) => Positions[index] < Positions[other];
}
