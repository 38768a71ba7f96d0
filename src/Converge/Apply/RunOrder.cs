using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Converge.Apply;

/// <summary>The planner's order, in which entries are carried out, and each entry's place in it.</summary>
/// <param name="Waits">
/// The entries that each must wait for: those before it that work on what it works on or looks at, or (serial) the one
/// before it. Those that only look at a thing do not wait for one another.
/// </param>
internal sealed record RunOrder(
    ImmutableArray<int> Indices, ImmutableArray<int> Positions, ImmutableArray<ImmutableArray<int>> Waits)
{
    public static RunOrder Of(DesiredState desired, bool serial)
    {
        var order = desired.Order();
        var positions = new int[order.Length];
        var waits = new ImmutableArray<int>[order.Length];
        var latest = new Dictionary<Lane, int>();
        var readers = new Dictionary<Lane, List<int>>();
        for (var position = 0; position < order.Length; position++)
        {
            var index = order[position];
            positions[index] = position;
            var entry = desired.Entries[index];
            ImmutableArray<Lane> read = [.. entry.Sources.Select(Lane.Of).Except(entry.Lanes)];
            waits[index] = serial ? (position > 0 ? [order[position - 1]] : [])
                : [.. entry.Lanes.Concat(read).Where(latest.ContainsKey).Select(l => latest[l])
                    .Concat(entry.Lanes.SelectMany(l => readers.GetValueOrDefault(l) ?? [])).Distinct()];
            foreach (var lane in entry.Lanes)
            {
                latest[lane] = index;
                readers.Remove(lane);
            }

            foreach (var lane in read)
                (readers.TryGetValue(lane, out var before) ? before : readers[lane] = []).Add(index);
        }

        return new RunOrder(order, [.. positions], [.. waits]);
    }

    /// <summary>Waiting for a later one would be for ever: requisites that go in a circle are not waited for.</summary>
    public bool IsBefore(int index, int other) => Positions[index] < Positions[other];
}
