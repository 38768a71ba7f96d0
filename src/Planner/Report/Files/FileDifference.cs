using System.Collections.Immutable;

namespace Brine.Planner.Report.Files;

/// <summary>One file that two trees do not have alike.</summary>
/// <param name="Path">As the instance knows it, <c>/etc/hosts</c>; a folder's ends in a slash.</param>
/// <param name="From">Bytes; null: not there, or no plain file.</param>
/// <param name="To">The same.</param>
/// <param name="What">For people: <c>5 B -> 7 B, mode 644 -> 755</c>.</param>
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

    /// <summary>How many differences there are to show; a folder that is new or gone may be one, with all that is in it.</summary>
    public int Rows { get; init; } = Shown.Length;

    /// <summary>Files and folders looked at.</summary>
    public int Seen { get; init; }

    /// <summary>How many could not be looked at, so that nothing is known of them.</summary>
    public int Unreadable { get; init; }

    /// <summary>The first of those, with the system's reason.</summary>
    public ImmutableArray<(string Path, string Why)> Unread { get; init; } = [];

    /// <summary>Where it was cut short, for there were too many files; null: it was not.</summary>
    public string? StoppedAt { get; init; }

    public static FileComparison Not(string why) => new([], 0, 0, 0, why);
}
