using System.Collections.Immutable;

namespace Brine.Planner.Report.Files;

/// <summary>One file that two trees do not have alike.</summary>
/// <param name="Path">From the root of the instance's disk: <c>etc/hosts</c>.</param>
/// <param name="From">Bytes; null: not there, or no plain file.</param>
/// <param name="To">The same.</param>
/// <param name="What">For people: <c>mode 644 -> 755</c>.</param>
public sealed record FileDifference(string Path, FileChange Change, long? From, long? To, string What);

public enum FileChange
{
    Added,
    Removed,
    Changed,
}

/// <summary>What two trees of files came to.</summary>
/// <param name="Shown">The first of them, by path.</param>
/// <param name="Why">Why they were not compared; null: they were.</param>
public sealed record FileComparison(ImmutableArray<FileDifference> Shown, int Added, int Removed, int Changed, string? Why)
{
    public int Total => Added + Removed + Changed;

    public static FileComparison Not(string why) => new([], 0, 0, 0, why);
}
