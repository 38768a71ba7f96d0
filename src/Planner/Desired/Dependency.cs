namespace Brine.Planner.Desired;

/// <summary>How another declaration's outcome binds this one.</summary>
public readonly record struct Dependency(int On, DependencyKind Kind);

/// <summary>In the order in which Salt looks after what is waited for.</summary>
public enum DependencyKind
{
    /// <summary>require, watch: it must have succeeded.</summary>
    Success,

    /// <summary>require_any, watch_any: one of these must have succeeded.</summary>
    AnySuccess,

    /// <summary>prereq: this goes first, and only if one of these would change something.</summary>
    Foreseen,

    /// <summary>onfail: this runs only if one of these failed.</summary>
    Failure,

    /// <summary>onfail_any: the same.</summary>
    AnyFailure,

    /// <summary>onchanges: none of these may have failed, and one must have changed something.</summary>
    Changes,

    /// <summary>onchanges_any: one of these must have changed something.</summary>
    AnyChange,

    /// <summary>onfail_all: this runs only if all of these failed.</summary>
    AllFailures,

    /// <summary>The other end of <see cref="Foreseen"/>: it has gone first, and must have succeeded.</summary>
    First,
}
