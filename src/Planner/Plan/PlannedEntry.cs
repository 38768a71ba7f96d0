using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Desired;
using Brine.Planner.Retention;

namespace Brine.Planner.Plan;

/// <summary>What a plan says of one declaration.</summary>
public sealed record PlannedEntry
{
    public required DesiredEntry Entry { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Salt's comment in test mode: what is so, what would be done, or why it cannot be.</summary>
    public required string Comment { get; init; }

    /// <summary>Salt's comment once the steps are done; the same as <see cref="Comment"/> when there are none.</summary>
    public required string DoneComment { get; init; }

    /// <summary>The first words of the comment when a step fails: <c>Failed to create snapshot a</c>.</summary>
    public string FailedComment { get; init; } = "";

    /// <summary>Salt's <c>changes</c> in test mode, where they differ from the sum of the steps' own. Empty: they do not.</summary>
    public ImmutableArray<Change> PlannedChanges { get; init; } = [];

    public ImmutableArray<PlanStep> Steps { get; init; } = [];

    /// <summary>The observations that this rests on; a saved plan is refused when one of them has changed.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>Worth knowing, without being a change: an expiry that Incus will carry out, a translated pattern.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What may change the result when the plan is carried out (check_cmd, retry); shown in the plan alone.</summary>
    public ImmutableArray<string> Ahead { get; init; } = [];

    /// <summary>Skipped, because nothing calls for it (onchanges, onfail).</summary>
    public bool IsUncalled { get; init; }

    /// <summary>Nothing to do, because onlyif, unless or creates say so; asked again when it is carried out.</summary>
    public bool IsCheckedOut { get; init; }

    /// <summary>What this entry's prereq targets were seen to come to, had it not gone first.</summary>
    public ImmutableArray<Foresight> Foreseen { get; init; } = [];

    /// <summary>What cannot be done although the rest is: the result is false then, and says so.</summary>
    public ImmutableArray<string> Shortfalls { get; init; } = [];

    /// <summary>What a policy came to, snapshot by snapshot; for reports. Null: no policy, or a plan that was saved.</summary>
    [JsonIgnore]
    public RetentionDecision? Retention { get; init; }

    /// <summary>True when the run would report result false for this: refused, or skipped because a requisite failed.</summary>
    public bool Failed { get; init; }
}

public enum Verdict
{
    /// <summary>It is so already; nothing to do.</summary>
    Holds,

    /// <summary>There are steps.</summary>
    Change,

    /// <summary>It cannot be made so; nothing is touched. Salt's result false.</summary>
    Refused,

    /// <summary>A requisite failed, or did not call for it (onchanges, onfail).</summary>
    Skipped,
}

/// <summary>What an entry would come to.</summary>
/// <param name="On">Its index.</param>
public readonly record struct Foresight(int On, bool Failed, bool Changes);

/// <summary>One observation: <c>c1</c> · <c>status</c> · <c>Running</c>.</summary>
public sealed record Fact(string Subject, string Aspect, string Value);
