using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Desired;

namespace Brine.Planner.Plan;

/// <summary>What a declaration came to: the content of Salt's return dictionary.</summary>
/// <param name="Result">True, false, or null where it would change (test mode).</param>
public sealed record Outcome(
    DesiredEntry Entry, bool? Result, ImmutableArray<Change> Changes, string Comment, DateTimeOffset StartedAt, TimeSpan Duration)
{
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What came of the attempts before the last one (<c>retry</c>).</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>The comment as Salt gives it, which tells of every attempt.</summary>
    public string SaltComment => string.Join('\n',
    [
        .. Attempts.Select((attempt, i) => string.Create(CultureInfo.InvariantCulture,
            $"Attempt {i + 1}: Returned a result of \"{attempt.Result}\", with the following comment: \"{attempt.Comment}\"")),
        Comment,
    ]);

    /// <summary>Not run, because nothing called for it (onchanges, onfail).</summary>
    public bool IsUncalled { get; init; }

    /// <summary>Not carried out because the run was interrupted.</summary>
    public bool NotReached { get; init; }
}

/// <summary>What one attempt came to.</summary>
public sealed record Attempt(bool? Result, string Comment);

/// <summary>All outcomes of a run, in declaration order.</summary>
public sealed record RunReport(ImmutableArray<Outcome> Outcomes, DateTimeOffset StartedAt, TimeSpan Duration, bool Interrupted)
{
    /// <summary>In Salt's order, whatever ran side by side: what an entry waited for stands before it.</summary>
    public IEnumerable<Outcome> InOrder =>
        new DesiredState([.. Outcomes.Select(o => o.Entry)]).Order().Select(i => Outcomes[i]);

    public bool Succeeded => !Interrupted && Outcomes.All(o => o.Result != false);
}
