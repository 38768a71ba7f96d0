using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.States;

/// <summary>The blocks of all state files of a run, made one ordered set of declarations.</summary>
internal static class StateSet
{
    /// <param name="blocks">Every block, in the order of definition.</param>
    /// <param name="loaded">The SLS names of all files read, those without states included.</param>
    /// <param name="diagnostics">Where trouble is told.</param>
    public static ImmutableArray<StateDeclaration> Build(
        IReadOnlyList<StateBlock> blocks, IReadOnlySet<string> loaded, DiagnosticBag diagnostics)
    {
        var drafts = Distinct(blocks.SelectMany(block => StateBlockReader.Drafts(block, diagnostics)), diagnostics);
        var ranks = StateOrder.Rank(drafts, diagnostics);
        var requisites = new RequisiteResolver(drafts, loaded, diagnostics).Resolve();
        ImmutableArray<StateDeclaration> states =
        [
            .. drafts
                .Select((draft, i) => draft.Declaration with { Order = ranks[i], Requisites = requisites[i] })
                .OrderBy(state => state.Order),
        ];
        RequisiteCycle.Tell(states, diagnostics);
        return states;
    }

    private static List<StateDraft> Distinct(IEnumerable<StateDraft> drafts, DiagnosticBag diagnostics)
    {
        var kept = new Dictionary<string, StateDraft>(StringComparer.Ordinal);
        var order = new List<StateDraft>();
        foreach (var draft in drafts)
        {
            var state = draft.Declaration;
            if (kept.TryAdd(state.Key, draft))
                order.Add(draft);
            else
                diagnostics.Error("salt.duplicate-name", $"{state.Function} of ID '{state.Id}' has the name '{state.Name}' " +
                    "twice", state.Span, "remove one of the names");
        }
        return order;
    }
}
