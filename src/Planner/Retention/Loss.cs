using System.Collections.Immutable;

namespace Brine.Planner.Retention;

/// <summary>Why one rule does not keep a snapshot, in a form that can be said together with the others.</summary>
internal abstract record Loss
{
    private Loss()
    {
    }

    /// <summary>Another one is kept for its period.</summary>
    public sealed record Taken(string Newest, string Period) : Loss;

    /// <summary>All places of the rule are taken: <c>7 newer days</c>, <c>a newer week</c>.</summary>
    public sealed record Beyond(int Count, string What) : Loss;

    /// <summary>A sentence of its own.</summary>
    public sealed record Other(string Text) : Loss;

    /// <summary>
    /// What is kept in its stead comes first: that is what one wants to know of a snapshot before it goes.
    /// </summary>
    public static ImmutableArray<string> Say(IReadOnlyList<Loss> losses)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        foreach (var newest in losses.OfType<Taken>().GroupBy(t => t.Newest))
            said.Add($"{newest.Key} is the newest of {And([.. newest.Select(t => t.Period)])}");
        var beyond = losses.OfType<Beyond>().ToList();
        if (beyond.Count > 0)
            said.Add($"{And(beyond.ConvertAll(Newer))} {(beyond is [{ Count: 1 }] ? "is" : "are")} kept");
        said.AddRange(losses.OfType<Other>().Select(o => o.Text));
        return said.ToImmutable();
    }

    private static string Newer(Beyond beyond) => beyond.Count == 1 ? $"a newer {beyond.What}"
        : FormattableString.Invariant($"{beyond.Count} newer {beyond.What}s");

    private static string And(IReadOnlyList<string> parts) =>
        parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";
}
