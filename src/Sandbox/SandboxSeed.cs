using System.Collections.Immutable;

namespace Brine.Sandbox;

using Words = ImmutableSortedDictionary<string, string>;

/// <summary>What exists in a sandbox when it starts. A default project and profile are added where missing.</summary>
public sealed record SandboxSeed
{
    private static readonly string[] WebTierNames =
        ["api-server", "database-server", "web-server", "web-server-1", "web-server-2"];

    /// <summary>Name of the server, and of its first cluster member.</summary>
    public string Server { get; init; } = "sandbox";

    /// <summary>Cluster members; empty means not clustered.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>Whether CRIU is installed, so that stateful snapshots of containers succeed.</summary>
    public bool Criu { get; init; }

    public ImmutableArray<SeedPool> Pools { get; init; } = [];

    public ImmutableArray<SeedProject> Projects { get; init; } = [];

    public ImmutableArray<SeedProfile> Profiles { get; init; } = [];

    public ImmutableArray<SeedImage> Images { get; init; } = [];

    public ImmutableArray<SeedInstance> Instances { get; init; } = [];

    /// <summary>Custom volumes.</summary>
    public ImmutableArray<SeedVolume> Volumes { get; init; } = [];

    /// <summary>Reads the JSON format that README.md beside this file describes.</summary>
    /// <exception cref="FormatException">The text is no such JSON; the message names the place.</exception>
    public static SandboxSeed Parse(string json) => SeedReader.Read(json);

    /// <summary>Four running tiers and one more web server on a btrfs pool: the seed document's world.</summary>
    public static SandboxSeed WebTier() => new()
    {
        Pools = [new SeedPool { Name = "default", Driver = "btrfs" }],
        Profiles = [SeedProfile.WithRoot("default")],
        Images = [new SeedImage { Aliases = ["ubuntu/22.04"] }, new SeedImage { Aliases = ["debian/12"] }],
        Instances =
        [
            .. WebTierNames.Select(n => new SeedInstance { Name = n, Status = "Running", Image = "ubuntu/22.04" }),
        ],
    };

    /// <summary>
    /// The world of the conformance suite and of tests/bench: pools dirp and btr, image bb, no instance.
    /// </summary>
    public static SandboxSeed Bench() => new()
    {
        Pools = [new SeedPool { Name = "btr", Driver = "btrfs" }, new SeedPool { Name = "dirp", Driver = "dir" }],
        Profiles = [SeedProfile.WithRoot("dirp")],
        Images = [new SeedImage { Aliases = ["bb"] }],
    };
}

/// <summary>A storage pool; driver is dir, btrfs, zfs, lvm or ceph.</summary>
public sealed record SeedPool
{
    public required string Name { get; init; }

    public required string Driver { get; init; }

    public Words Config { get; init; } = Words.Empty;

    /// <summary>Created, Pending, Unavailable or Errored.</summary>
    public string Status { get; init; } = "Created";

    /// <summary>Bytes, or a size such as 9GiB.</summary>
    public string Used { get; init; } = "1GiB";

    /// <summary>Bytes, or a size; empty: the driver does not tell.</summary>
    public string Total { get; init; } = "100GiB";

    public string InodesUsed { get; init; } = "";

    public string InodesTotal { get; init; } = "";
}

/// <summary>A custom volume, with its snapshots, oldest first.</summary>
public sealed record SeedVolume
{
    public required string Name { get; init; }

    public required string Pool { get; init; }

    public string Project { get; init; } = "default";

    public Words Config { get; init; } = Words.Empty;

    /// <summary>Names and dates only; null means the start of the sandbox.</summary>
    public ImmutableArray<(string Name, DateTimeOffset? CreatedAt)> Snapshots { get; init; } = [];
}

/// <summary>A project, with its <c>features.*</c> in the config.</summary>
public sealed record SeedProject
{
    public required string Name { get; init; }

    public Words Config { get; init; } = Words.Empty;
}

/// <summary>A profile.</summary>
public sealed record SeedProfile
{
    public required string Name { get; init; }

    public string Project { get; init; } = "default";

    public Words Config { get; init; } = Words.Empty;

    public ImmutableSortedDictionary<string, Words> Devices { get; init; } =
        ImmutableSortedDictionary<string, Words>.Empty;

    internal static SeedProfile WithRoot(string pool) => new()
    {
        Name = "default",
        Devices = ImmutableSortedDictionary<string, Words>.Empty.Add(
            "root", Words.Empty.Add("path", "/").Add("pool", pool).Add("type", "disk")),
    };
}

/// <summary>An image; its fingerprint is derived from its first alias.</summary>
public sealed record SeedImage
{
    public required ImmutableArray<string> Aliases { get; init; }

    public string Type { get; init; } = "container";

    public string Description { get; init; } = "";
}

/// <summary>An instance with its snapshots, oldest first.</summary>
public sealed record SeedInstance
{
    public required string Name { get; init; }

    public string Project { get; init; } = "default";

    /// <summary>container or virtual-machine.</summary>
    public string Type { get; init; } = "container";

    /// <summary>Running, Stopped or Frozen.</summary>
    public string Status { get; init; } = "Stopped";

    public string Description { get; init; } = "";

    public bool Ephemeral { get; init; }

    /// <summary>Cluster member; null means the first one.</summary>
    public string? Location { get; init; }

    /// <summary>Null means the start of the sandbox.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last started; null: never, or, if it is not stopped, at the start of the sandbox.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Alias of the image it came from; null means none.</summary>
    public string? Image { get; init; }

    public Words Config { get; init; } = Words.Empty;

    public ImmutableSortedDictionary<string, Words> Devices { get; init; } =
        ImmutableSortedDictionary<string, Words>.Empty;

    public ImmutableArray<string> Profiles { get; init; } = ["default"];

    public ImmutableArray<SeedSnapshot> Snapshots { get; init; } = [];
}

/// <summary>A snapshot of a seeded instance; config is added to the instance's own.</summary>
public sealed record SeedSnapshot
{
    public required string Name { get; init; }

    /// <summary>Null means the start of the sandbox.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Null means never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool Stateful { get; init; }

    /// <summary>Description of the storage volume snapshot.</summary>
    public string Description { get; init; } = "";

    public Words Config { get; init; } = Words.Empty;
}
