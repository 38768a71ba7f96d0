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

/// <summary>How the outcome of the state waited for matters.</summary>
public enum RequisiteKind
{
    /// <summary>It must have succeeded.</summary>
    Require,

    /// <summary>It must have succeeded; its changes are reacted to.</summary>
    Watch,

    /// <summary>It must have succeeded with changes, otherwise this state does nothing.</summary>
    OnChanges,

    /// <summary>It must have failed, otherwise this state does nothing.</summary>
    OnFail,
}
