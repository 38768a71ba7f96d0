using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Doctor.Facts;

namespace Brine.Converge.Doctor;

/// <summary>Asks, and notes what was refused: an answer that did not come is never "all is well".</summary>
internal sealed class Asking
{
    /// <summary>Reads at once; the server gains nothing from more (facts/incus-api.md §5).</summary>
    private const int Side = 4;

    private readonly ConcurrentQueue<Unasked> _unasked = new();

    /// <summary>In a fixed order; the same reason for several things is told once.</summary>
    public ImmutableArray<Unasked> Unasked =>
    [
        .. _unasked.GroupBy(u => (Checks: string.Join(' ', u.Checks), u.Reason))
            .Select(g => g.First() with { Of = g.Select(u => u.Of).OfType<string>().Order(StringComparer.Ordinal).ToList() switch
            {
                [] => null,
                var few and { Count: <= 4 } => string.Join(", ", few),
                var many => $"{string.Join(", ", many.Take(4))} and others",
            } })
            .OrderBy(u => string.Join(' ', u.Checks), StringComparer.Ordinal).ThenBy(u => u.Of, StringComparer.Ordinal),
    ];

    public static ParallelOptions Bound(CancellationToken token) => new() { MaxDegreeOfParallelism = Side, CancellationToken = token };

    public void Note(string reason, string? of, params ImmutableArray<string> checks) =>
        _unasked.Enqueue(new Unasked(checks, of, reason));

    /// <summary><paramref name="instead"/> when the server refused or failed. A server that is gone is thrown.</summary>
    public async Task<T> TryAsync<T>(Func<Task<T>> ask, T instead, string? of, params ImmutableArray<string> checks)
    {
        try
        {
            return await ask();
        }
        catch (IncusException e) when (!Observe.Observer.CannotBeAsked(e.Kind))
        {
            Note(e.ServerText.ReplaceLineEndings(" ").Trim(), of, checks);
            return instead;
        }
    }
}
