using System.Collections.Immutable;

namespace Brine.Planner.Observed;

/// <summary>One server of a run.</summary>
public sealed record ObservedServer
{
    public required string Remote { get; init; }

    /// <summary>Why nothing at all could be asked of it; null: it answered.</summary>
    public string? Unasked { get; init; }

    public string Version { get; init; } = "";

    public ImmutableHashSet<string> Extensions { get; init; } = [];

    /// <summary>
    /// False where the client may not edit storage volumes (restricted certificate): descriptions then go into the
    /// snapshot's own config (facts/incus-api.md §2).
    /// </summary>
    public bool MayEditVolumes { get; init; } = true;

    /// <summary>Process id of the daemon; another one means that it was restarted. 0: not told.</summary>
    public int ProcessId { get; init; }

    /// <summary>
    /// It is a cluster: the daemon that works on an instance is its member's, and whether that was restarted is not told.
    /// </summary>
    public bool IsClustered { get; init; }

    /// <summary>Whether the daemon that works on instances is surely the one that had this process id.</summary>
    public bool IsStill(int process) => !IsClustered && ProcessId == process;

    /// <summary>Names of the profiles by project; only read when a restore may need them.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Profiles { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>The members of its cluster with their status; empty: it is no cluster, or does not tell this client.</summary>
    public ImmutableSortedDictionary<string, string> Members { get; init; } = Maps.Text;

    public bool IsEvacuated(string member) => Members.GetValueOrDefault(member) == "Evacuated";

    /// <summary>What an evacuated member means for an instance on it.</summary>
    public static string Evacuation(string member) =>
        $"its cluster member {member} is evacuated and starts nothing; bring it back (incus cluster restore {member}), or move the instance";

    public bool Has(string extension) => Extensions.Contains(extension);

    /// <summary>Restores that keep config and devices. Without it 6.0.4 says success and restores everything.</summary>
    public bool RestoresDiskOnly => Has("instance_snapshot_disk_only_restore");
}
