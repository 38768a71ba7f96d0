using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.States;

/// <summary>Finds states that wait for each other in a ring: none of them could ever begin.</summary>
internal static class RequisiteCycle
{
    public static void Tell(ImmutableArray<StateDeclaration> states, DiagnosticBag diagnostics)
    {
        var byKey = states.ToDictionary(state => state.Key, StringComparer.Ordinal);
        var waiting = states.ToDictionary(
            state => state.Key,
            state => state.Requisites.Sum(requisite => requisite.Keys.Length),
            StringComparer.Ordinal);
        var waiters = states
            .SelectMany(state => state.Requisites.SelectMany(requisite => requisite.Keys)
                .Select(key => (key, state.Key)))
            .ToLookup(pair => pair.key, pair => pair.Key, StringComparer.Ordinal);
        var free = new Queue<string>(states.Select(state => state.Key).Where(key => waiting[key] == 0));
        while (free.TryDequeue(out var done))
            foreach (var waiter in waiters[done])
                if (--waiting[waiter] == 0)
                    free.Enqueue(waiter);
        if (states.FirstOrDefault(state => waiting[state.Key] > 0) is { } stuck)
            Tell(Ring(stuck, byKey, waiting), diagnostics);
    }

    /// <summary>
    /// Every stuck state waits for another stuck one, so following them comes back to a state seen before.
    /// </summary>
    private static List<StateDeclaration> Ring(
        StateDeclaration from, Dictionary<string, StateDeclaration> byKey, Dictionary<string, int> waiting)
    {
        var path = new List<StateDeclaration>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = from;
        while (seen.TryAdd(at.Key, path.Count))
        {
            path.Add(at);
            at = byKey[at.Requisites.SelectMany(requisite => requisite.Keys).First(key => waiting[key] > 0)];
        }
        return path[seen[at.Key]..];
    }

    private static void Tell(List<StateDeclaration> ring, DiagnosticBag diagnostics)
    {
        var steps = ring.Append(ring[0]).Select(state => $"'{state.Id}'");
        diagnostics.Error("salt.requisite.cycle", "these states wait for each other: " + string.Join(" -> ", steps),
            ring[0].Requisites.First(requisite => requisite.Keys.Contains(ring[1 % ring.Count].Key)).Span,
            "remove one of these requisites");
    }
}
