namespace Brine.Sandbox.State;

/// <summary>A snapshot of an instance, with what it captured.</summary>
internal sealed class Snapshot
{
    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The zero time means never.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    public bool Stateful { get; init; }

    public required string Architecture { get; init; }

    public required bool Ephemeral { get; init; }

    /// <summary>The instance's description at the time.</summary>
    public required string Description { get; init; }

    public required Settings Config { get; init; }

    public required Devices Devices { get; init; }

    public required List<string> Profiles { get; init; }

    /// <summary>The description of the storage volume snapshot, inherited from the volume.</summary>
    public string VolumeDescription { get; set; } = "";

    /// <summary>Listed, but its data is gone: what a daemon crash leaves behind.</summary>
    public bool IsPhantom { get; set; }

    public static Snapshot Of(Instance instance, string name, DateTimeOffset now, DateTimeOffset expires,
        bool stateful) =>
        new()
        {
            Name = name,
            CreatedAt = now,
            ExpiresAt = expires,
            Stateful = stateful,
            Architecture = instance.Architecture,
            Ephemeral = instance.Ephemeral,
            Description = instance.Description,
            Config = new Settings(instance.Config),
            Devices = instance.Devices.Copy(),
            Profiles = [.. instance.Profiles],
            VolumeDescription = instance.VolumeDescription,
        };

    public Snapshot CopyAs(string name) => new()
    {
        Name = name,
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        Stateful = Stateful,
        Architecture = Architecture,
        Ephemeral = Ephemeral,
        Description = Description,
        Config = new Settings(Config),
        Devices = Devices.Copy(),
        Profiles = [.. Profiles],
        VolumeDescription = VolumeDescription,
        IsPhantom = IsPhantom,
    };
}
