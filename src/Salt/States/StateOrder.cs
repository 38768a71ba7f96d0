using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>Ranks as Salt counts them: definition from 10000 on, <c>order:</c> before, after or among them.</summary>
internal static class StateOrder
{
    private const int FirstDefined = 10_000;
    private const int Last = 1_000_000;

    /// <summary>The rank of every draft. A negative order counts back from the end.</summary>
    public static int[] Rank(IReadOnlyList<StateDraft> drafts, DiagnosticBag diagnostics)
    {
        var wishes = drafts.Select(draft => Wish(draft, diagnostics)).ToArray();
        var highest = FirstDefined + drafts.Count;
        foreach (var wish in wishes)
            if (wish is > 0 and < int.MaxValue)
                highest = Math.Max(highest, wish.Value);
        var end = highest + 100 + Last;
        var ranks = new int[wishes.Length];
        var (defined, previous) = (FirstDefined - 1, default(StateDeclaration));
        for (var i = 0; i < ranks.Length; i++)
        {
            // The names of one block share a rank and stay in written order.
            if (previous is null || previous.Span != drafts[i].Declaration.Span || previous.Id != drafts[i].Declaration.Id)
                defined++;
            previous = drafts[i].Declaration;
            ranks[i] = wishes[i] switch
            {
                null => defined,
                int.MaxValue => end,
                < 0 => end + wishes[i]!.Value,
                _ => wishes[i]!.Value,
            };
        }
        return ranks;
    }

    private static int? Wish(StateDraft draft, DiagnosticBag diagnostics)
    {
        switch (draft.OrderWish)
        {
            case null:
                return null;
            case YamlScalar { Text: "first" }:
                return 0;
            case YamlScalar { Text: "last" }:
                return int.MaxValue;
            case YamlScalar { Value: long rank and >= -Last and <= 1_000_000_000 }:
                return (int)rank;
            default:
                diagnostics.Error("salt.order", $"'order' of ID '{draft.Declaration.Id}' is no whole number",
                    draft.OrderWish.Span, "write a number between -1000000 and 1000000000, 'first' or 'last'");
                return null;
        }
    }
}
