using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.States;

/// <summary>What a state waits for.</summary>
/// <param name="Kind">How the other's outcome matters.</param>
/// <param name="Module">The module named in the target, such as <c>incus</c> or <c>sls</c>; null for a bare ID.</param>
/// <param name="Target">The ID, name or SLS as written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Requisite(RequisiteKind Kind, string? Module, string Target, SourceSpan Span)
{
    /// <summary>The <see cref="StateDeclaration.Key"/> of every state that the target means; never empty.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];
}

/// <summary>How the outcome of the state waited for matters; the words are Salt's.</summary>
public enum RequisiteKind
{
    /// <summary>It must have succeeded.</summary>
    Require,

    /// <summary>One of these must have succeeded.</summary>
    RequireAny,

    /// <summary>It must have succeeded; its changes are reacted to.</summary>
    Watch,

    /// <summary>One of these must have succeeded; its changes are reacted to.</summary>
    WatchAny,

    /// <summary>It must have succeeded; this state does nothing when none of these changed anything.</summary>
    OnChanges,

    /// <summary>One of these must have succeeded with changes.</summary>
    OnChangesAny,

    /// <summary>This state does nothing when none of these failed.</summary>
    OnFail,

    /// <summary>This state does nothing when none of these failed.</summary>
    OnFailAny,

    /// <summary>This state does nothing unless all of these failed.</summary>
    OnFailAll,

    /// <summary>This state goes first, and only if one of these would change something.</summary>
    Prereq,

    /// <summary>The other end of <see cref="Prereq"/>: it has gone first, and must not have failed.</summary>
    Prerequired,

    /// <summary>React at the end of the run to its changes; without effect for states that cannot react.</summary>
    Listen,
}
