namespace Brine.Sandbox.State.Storage;

/// <summary>A custom storage volume, without what is in it.</summary>
internal sealed class CustomVolume
{
    public required string Pool { get; init; }

    /// <summary>The one that owns it.</summary>
    public required string Project { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string Description { get; set; } = "";

    public Settings Config { get; set; } = [];

    /// <summary>In order of creation.</summary>
    public List<VolumeSnapshot> Snapshots { get; } = [];

    public VolumeSnapshot? Find(string snapshot) => Snapshots.Find(s => s.Name == snapshot);

    /// <summary>Those that have it among their disks, by a device of their own or by a profile.</summary>
    public IEnumerable<Instance> Users(World world) => world.Instances.Values.Where(i => world.VolumeOwner(i.Project) == Project
        && IsIn(world.ExpandedDevices(i.Project, i.Profiles, i.Devices)));

    public bool IsIn(Devices devices) => devices.Values.Any(
        d => d.Of("type") == "disk" && d.Of("pool") == Pool && d.Of("source").Split('/')[0] == Name);
}

/// <summary>A snapshot of one.</summary>
internal sealed class VolumeSnapshot
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The zero time means never.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    public required string Description { get; set; }

    public required Settings Config { get; init; }
}
