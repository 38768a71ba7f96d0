using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>
/// Ranks as Salt counts them: definition from 10000 on, <c>order:</c> before, after or among them; states of one rank
/// go by module, name and function.
/// </summary>
internal static class StateOrder
{
    /// <summary>What the first state without an <c>order</c> gets.</summary>
    public const int FirstDefined = 10_000;

    private const int Last = 1_000_000;

    /// <summary>The drafts in the order in which they run, their rank set.</summary>
    /// <param name="drafts">In the order of the high data, for the end is counted in that order.</param>
    /// <param name="diagnostics">Where trouble is told.</param>
    public static List<StateDraft> Sort(IReadOnlyList<StateDraft> drafts, DiagnosticBag diagnostics)
    {
        var end = 1.0;
        foreach (var draft in drafts)
            if (draft.OrderWish is YamlScalar { Value: long and > 0 and var order } && order > end - 1)
                end = order + 100;
        return
        [
            .. drafts
                .Select(draft => draft with { Declaration = draft.Declaration with { Order = Rank(draft, end, diagnostics) } })
                .OrderBy(draft => draft.Declaration.Order)
                .ThenBy(draft => Tie(draft.Declaration), StringComparer.Ordinal),
        ];
    }

    private static double Rank(StateDraft draft, double end, DiagnosticBag diagnostics)
    {
        var rank = Wish(draft, end, diagnostics) + (draft.NameOrder / 10_000.0);
        return rank < 0 ? end + Last + rank : rank;
    }

    private static double Wish(StateDraft draft, double end, DiagnosticBag diagnostics)
    {
        switch (draft.OrderWish)
        {
            case null:
                return end;
            case YamlScalar { Text: "first" }:
                return 0;
            case YamlScalar { Text: "last" }:
                return end + Last;
            case YamlScalar { Value: long rank and >= -Last and <= 1_000_000_000 }:
                return rank;
            case YamlScalar { Value: double rank and >= -Last and <= 1_000_000_000 }:
                return rank;
            default:
                diagnostics.Error("salt.order", $"'order' of ID '{draft.Declaration.Id}' is no number",
                    draft.OrderWish.Span, "write a number between -1000000 and 1000000000, 'first' or 'last'");
                return end;
        }
    }

    private static string Tie(StateDeclaration state) => state.Module + state.Name + state.Function[(state.Module.Length + 1)..];
}
