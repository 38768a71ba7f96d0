using System.Text.Json;

namespace Brine.Incus.Wire;

// Every member may be null or absent: an offline cluster member's rows are nearly empty.

internal sealed class WireServer
{
    public List<string>? ApiExtensions { get; set; }

    public string? Auth { get; set; }

    public WireEnvironment? Environment { get; set; }
}

internal sealed class WireEnvironment
{
    public string? ServerVersion { get; set; }

    public string? ServerName { get; set; }

    public int ServerPid { get; set; }

    public bool ServerClustered { get; set; }

    public string? Project { get; set; }

    public string? CertificateFingerprint { get; set; }
}

internal class WireSnapshot
{
    public string? Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public bool Stateful { get; set; }

    public string? Description { get; set; }

    public Dictionary<string, string>? Config { get; set; }

    public Dictionary<string, Dictionary<string, string>>? Devices { get; set; }

    public List<string>? Profiles { get; set; }

    public Dictionary<string, string>? ExpandedConfig { get; set; }

    public Dictionary<string, Dictionary<string, string>>? ExpandedDevices { get; set; }

    public bool Ephemeral { get; set; }

    public long? Size { get; set; }
}

internal sealed class WireInstance : WireSnapshot
{
    public string? Project { get; set; }

    public string? Type { get; set; }

    public string? Status { get; set; }

    public int StatusCode { get; set; }

    public string? Architecture { get; set; }

    public string? Location { get; set; }

    public DateTimeOffset LastUsedAt { get; set; }

    public List<WireSnapshot>? Snapshots { get; set; }
}

internal sealed class WireState
{
    public string? Status { get; set; }

    public int StatusCode { get; set; }

    public int Processes { get; set; }

    public int Pid { get; set; }
}

internal sealed class WireVolume
{
    public string? Name { get; set; }

    public string? ContentType { get; set; }

    public string? Description { get; set; }

    public string? Project { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public Dictionary<string, string>? Config { get; set; }

    public List<string>? UsedBy { get; set; }

    /// <summary>Only with storage_volume_full and recursion=2.</summary>
    public List<WireVolumeSnapshot>? Snapshots { get; set; }
}

internal sealed class WireVolumeSnapshot
{
    /// <summary>As <c>INSTANCE/SNAPSHOT</c> or <c>SNAPSHOT</c>.</summary>
    public string? Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public string? Description { get; set; }
}

internal sealed class WirePool
{
    public string? Name { get; set; }

    public string? Driver { get; set; }

    public string? Status { get; set; }

    public List<string>? Locations { get; set; }

    public Dictionary<string, string>? Config { get; set; }
}

internal sealed class WirePoolUse
{
    public WireUse? Space { get; set; }

    public WireUse? Inodes { get; set; }
}

internal sealed class WireUse
{
    public long Used { get; set; }

    public long Total { get; set; }
}

/// <summary>A profile or a project.</summary>
internal sealed class WireConfigured
{
    public string? Name { get; set; }

    public string? Project { get; set; }

    public Dictionary<string, string>? Config { get; set; }

    public List<string>? UsedBy { get; set; }
}

internal sealed class WireMember
{
    public string? ServerName { get; set; }

    public string? Status { get; set; }

    public string? Message { get; set; }
}

internal sealed class WireOperation
{
    public string? Id { get; set; }

    /// <summary><c>task</c>, <c>websocket</c> or <c>token</c>.</summary>
    public string? Class { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? Description { get; set; }

    public string? Status { get; set; }

    public int StatusCode { get; set; }

    public string? Err { get; set; }

    public Dictionary<string, List<string>?>? Resources { get; set; }

    public JsonElement? Metadata { get; set; }
}

internal sealed class WireImage
{
    public string? Fingerprint { get; set; }

    public bool Public { get; set; }

    public Dictionary<string, string>? Properties { get; set; }

    public List<WireAlias>? Aliases { get; set; }
}

internal sealed class WireAlias
{
    public string? Name { get; set; }

    public string? Target { get; set; }
}
