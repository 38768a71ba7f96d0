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
            state => state.Requisites.Where(Waits).Sum(requisite => requisite.Keys.Length),
            StringComparer.Ordinal);
        var waiters = states
            .SelectMany(state => state.Requisites.Where(Waits).SelectMany(requisite => requisite.Keys)
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

    /// <summary>Who has a prereq goes first: its target waits for it, not the other way round.</summary>
    private static bool Waits(Requisite requisite) =>
        requisite.Kind is not (RequisiteKind.Prereq or RequisiteKind.Listen);

    /// <summary>
    /// Every stuck state waits for another stuck one, so following them comes back to a state seen before.
    /// </summary>
    private static List<(StateDeclaration State, Requisite On)> Ring(
        StateDeclaration from, Dictionary<string, StateDeclaration> byKey, Dictionary<string, int> waiting)
    {
        var path = new List<(StateDeclaration, Requisite)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = from;
        while (seen.TryAdd(at.Key, path.Count))
        {
            var on = at.Requisites.First(requisite => Waits(requisite) && requisite.Keys.Any(key => waiting[key] > 0));
            path.Add((at, on));
            at = byKey[on.Keys.First(key => waiting[key] > 0)];
        }
        return path[seen[at.Key]..];
    }

    private static void Tell(List<(StateDeclaration State, Requisite On)> ring, DiagnosticBag diagnostics)
    {
        var steps = ring.Select(step => $"'{step.State.Id}' ({step.On.Span.File}:{step.On.Span.Line})");
        diagnostics.Error("salt.requisite.cycle", "these states wait for each other: " +
            string.Join(" -> ", steps.Append($"'{ring[0].State.Id}'")), ring[0].On.Span,
            ring.Count == 1 ? "a state cannot wait for itself; name the others" : "remove one of these requisites");
    }
}
