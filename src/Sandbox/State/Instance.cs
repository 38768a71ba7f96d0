namespace Brine.Sandbox.State;

/// <summary>An instance. Config and devices are its own, without those of its profiles.</summary>
internal sealed class Instance
{
    public required string Name { get; set; }

    public required string Project { get; init; }

    public required string Type { get; init; }

    public required string Location { get; init; }

    /// <summary>Running, Stopped, Frozen, or Freezing, where a daemon died over it.</summary>
    public string Status { get; set; } = "Stopped";

    public string Architecture { get; set; } = "x86_64";

    public string Description { get; set; } = "";

    public bool Ephemeral { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; set; } = DateTimeOffset.UnixEpoch;

    public DateTimeOffset StartedAt { get; set; }

    public int Pid { get; set; }

    public Settings Config { get; set; } = [];

    public Devices Devices { get; set; } = [];

    public List<string> Profiles { get; set; } = [];

    /// <summary>In order of creation.</summary>
    public List<Snapshot> Snapshots { get; } = [];

    /// <summary>What commands have said, by file.</summary>
    public Dictionary<string, string> Recorded { get; } = new(StringComparer.Ordinal);

    public string VolumeDescription { get; set; } = "";

    public Settings VolumeConfig { get; set; } = [];

    /// <summary>An instance without an image cannot start: it has no init.</summary>
    public bool Bootable { get; init; }

    /// <summary>A start of it has just failed: Incus still reads Running then, until its monitor is gone.</summary>
    public bool IsDying { get; set; }

    public bool IsVirtualMachine => Type == "virtual-machine";

    public bool IsStopped => Status == "Stopped";

    /// <summary>The status as the next reader is told it.</summary>
    public string TellStatus()
    {
        var told = IsDying ? "Running" : Status;
        IsDying = false;
        return told;
    }

    public Snapshot? Find(string snapshot) => Snapshots.Find(s => s.Name == snapshot);
}
