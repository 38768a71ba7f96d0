namespace Brine.Planner.Checks;

/// <summary>Trying again what did not come out as wanted.</summary>
/// <param name="Attempts">How often at most, the first time included.</param>
/// <param name="Interval">The time between two.</param>
/// <param name="Splay">At most so much more, by chance.</param>
/// <param name="Until">The result that is wanted.</param>
public sealed record RetryRule(int Attempts, TimeSpan Interval, TimeSpan Splay, bool Until);
