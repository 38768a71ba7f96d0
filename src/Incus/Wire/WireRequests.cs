using System.Text.Json.Serialization;

namespace Brine.Incus.Wire;

internal sealed record SourceBody(
    string Type, string? Alias, string? Fingerprint, string? Server, string? Protocol, string? Mode,
    string? Source, string? Project, bool? InstanceOnly);

internal sealed record InstanceBody(
    string Name, string Type, SourceBody Source, IReadOnlyDictionary<string, string>? Config,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Devices, IReadOnlyList<string>? Profiles,
    bool Ephemeral, string? Description, bool? Start, string? Architecture);

internal sealed record InstancePutBody(
    string Architecture, IReadOnlyDictionary<string, string> Config,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Devices, IReadOnlyList<string> Profiles,
    bool Ephemeral, string Description);

internal sealed record InstancePatchBody(
    IReadOnlyDictionary<string, string>? Config,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Devices, IReadOnlyList<string>? Profiles,
    string? Description);

internal sealed record StateBody(string Action, bool Force, int Timeout);

internal sealed record ExecBody(
    IReadOnlyList<string> Command, [property: JsonPropertyName("record-output")] bool RecordOutput,
    [property: JsonPropertyName("wait-for-websocket")] bool WaitForWebsocket, bool Interactive);

internal sealed record RestoreBody(string Restore, bool Stateful, bool? DiskOnly);

internal sealed record SnapshotBody(string Name, bool Stateful, string? ExpiresAt);

internal sealed record ExpiryBody(string ExpiresAt);

internal sealed record NameBody(string Name);

internal sealed record DescriptionBody(string Description);

internal sealed record VolumePutBody(string Description, IReadOnlyDictionary<string, string> Config);

internal sealed record ConfigBody(IReadOnlyDictionary<string, string> Config);

internal sealed record ImageSourceBody(string Type, string Name);

internal sealed record ImageBody(
    ImageSourceBody Source, IReadOnlyDictionary<string, string> Properties, bool Public, string? CompressionAlgorithm);

internal sealed record ImagePatchBody(IReadOnlyDictionary<string, string>? Properties, bool? Public);

internal sealed record AliasBody(string? Name, string Target);

internal sealed record VolumeSnapshotBody(string Name, string? ExpiresAt);

internal sealed record TrustBody(string Type, string TrustToken);

internal sealed record VolumeRestoreBody(string Restore);
