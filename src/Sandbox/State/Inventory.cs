namespace Brine.Sandbox.State;

/// <summary>A storage pool.</summary>
internal sealed record Pool(string Name, string Driver, Settings Config)
{
    public string Status { get; init; } = "Created";

    public (long Used, long Total) Space { get; init; }

    public (long Used, long Total) Inodes { get; init; }
}

/// <summary>A project.</summary>
internal sealed record Project(string Name, Settings Config)
{
    public const string Default = "default";

    public bool OwnsProfiles => Name == Default || Config.IsTrue("features.profiles");

    public bool OwnsVolumes => Name == Default || Config.IsTrue("features.storage.volumes");

    /// <summary>A restricted project takes no snapshots unless it says so.</summary>
    public bool BlocksSnapshots => Config.IsTrue("restricted") && Config.Of("restricted.snapshots") != "allow";

    public bool OwnsImages => Name == Default || Config.IsTrue("features.images");
}

/// <summary>A profile.</summary>
internal sealed class Profile
{
    public required string Name { get; set; }

    public required string Project { get; init; }

    public string Description { get; set; } = "";

    public Settings Config { get; set; } = [];

    public Devices Devices { get; set; } = [];
}

/// <summary>An image.</summary>
internal sealed record Image(string Fingerprint, List<ImageAlias> Aliases, string Type, DateTimeOffset UploadedAt)
{
    public Settings Properties { get; init; } = [];

    public bool IsPublic { get; set; }

    public string Description => Properties.Of("description");

    public ImageAlias? Find(string alias) => Aliases.Find(a => a.Name == alias);
}

/// <summary>A name of an image.</summary>
internal sealed record ImageAlias(string Name, string Description);
