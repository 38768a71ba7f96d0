namespace Brine.Planner.Lint;

/// <summary>How sure a finding is to cost something.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; may well be meant.</summary>
    Note,

    /// <summary>Likely wrong.</summary>
    Warning,

    /// <summary>Salt or Incus would fail, or do what nobody wants.</summary>
    Error,
}
