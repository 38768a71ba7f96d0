using System.Collections.Immutable;
using Brine.Salt.High;
using Brine.Salt.Source;

namespace Brine.Salt.States;

/// <summary>High data made one ordered set of declarations, step by step as Salt does it.</summary>
internal static class StateSet
{
    public static ImmutableArray<StateDeclaration> Build(HighState high, DiagnosticBag diagnostics)
    {
        Extending.Apply(high, high.Extensions, strict: false, diagnostics);
        Reaching.Apply(high, diagnostics);
        Excluding.Apply(high, diagnostics);
        var drafts = StateOrder.Sort(Distinct(Lowering.Drafts(high, diagnostics), diagnostics), diagnostics);
        var requisites = new RequisiteResolver(drafts, diagnostics);
        ImmutableArray<StateDeclaration> states =
            [.. drafts.Select(draft => draft.Declaration with { Requisites = requisites.Of(draft) })];
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
