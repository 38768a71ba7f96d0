namespace Brine.Contract.Tests;

/// <summary>What differs between the servers that are known.</summary>
public sealed record Traits
{
    public bool ManualExpiry { get; init; }

    public bool DiskOnlyRestore { get; init; }

    public bool VolumeFull { get; init; }

    public bool StrictNames { get; init; }

    public bool WaitIsAlwaysSync { get; init; }

    public bool KeepsDescription { get; init; }

    public bool NamesConflictBeforehand { get; init; }
}
