using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Brine.Planner.Retention;

/// <summary>What a policy comes to for all its snapshots.</summary>
/// <param name="Verdicts">One for each item: by series, ordinal; newest first; then by name.</param>
/// <param name="Refusal">
/// Why nothing may be deleted though verdicts say so: a policy that keeps nothing, more than <c>max_delete</c>.
/// </param>
public sealed record RetentionDecision(ImmutableArray<RetentionVerdict> Verdicts, string? Refusal = null)
{
    public ImmutableArray<RetentionVerdict> Verdicts { get; } = Verdicts;

    public string? Refusal { get; } = Refusal;

    /// <summary>What is to be deleted: oldest first, then by series and name. Nothing with a refusal.</summary>
    public ImmutableArray<RetentionItem> Deletions { get; } = Refusal is null ? Condemned(Verdicts) : [];

    public int Count(RetentionAnswer answer) => Verdicts.Count(v => v.Answer == answer);

    private static ImmutableArray<RetentionItem> Condemned(ImmutableArray<RetentionVerdict> verdicts)
    {
        var items = verdicts.Where(v => v.Answer == RetentionAnswer.Delete).Select(v => v.Item).ToArray();
        ByTime.Sort(items, newestFirst: false);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }
}
