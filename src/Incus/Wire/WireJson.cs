using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brine.Incus.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Envelope<Nothing>))]
[JsonSerializable(typeof(Envelope<JsonElement>), TypeInfoPropertyName = "EnvelopeJson")]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(Envelope<WireServer>))]
[JsonSerializable(typeof(Envelope<WireInstance>))]
[JsonSerializable(typeof(Envelope<List<WireInstance>>), TypeInfoPropertyName = "EnvelopeWireInstances")]
[JsonSerializable(typeof(Envelope<WireSnapshot>))]
[JsonSerializable(typeof(Envelope<WireState>))]
[JsonSerializable(typeof(Envelope<WireVolume>))]
[JsonSerializable(typeof(Envelope<List<WireVolume>>), TypeInfoPropertyName = "EnvelopeWireVolumes")]
[JsonSerializable(typeof(Envelope<List<WireVolumeSnapshot>>), TypeInfoPropertyName = "EnvelopeWireVolumeSnapshots")]
[JsonSerializable(typeof(Envelope<WirePool>))]
[JsonSerializable(typeof(Envelope<WireOperation>))]
[JsonSerializable(typeof(Envelope<Dictionary<string, List<WireOperation>>>), TypeInfoPropertyName = "EnvelopeWireOperations")]
[JsonSerializable(typeof(Envelope<List<string>>), TypeInfoPropertyName = "EnvelopeStrings")]
[JsonSerializable(typeof(Envelope<List<WireImage>>), TypeInfoPropertyName = "EnvelopeWireImages")]
[JsonSerializable(typeof(Envelope<WireAlias>))]
[JsonSerializable(typeof(VolumeSnapshotBody))]
[JsonSerializable(typeof(VolumeRestoreBody))]
[JsonSerializable(typeof(ImageBody))]
[JsonSerializable(typeof(ImagePatchBody))]
[JsonSerializable(typeof(AliasBody))]
[JsonSerializable(typeof(InstanceBody))]
[JsonSerializable(typeof(InstancePutBody))]
[JsonSerializable(typeof(InstancePatchBody))]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(RestoreBody))]
[JsonSerializable(typeof(SnapshotBody))]
[JsonSerializable(typeof(ExpiryBody))]
[JsonSerializable(typeof(NameBody))]
[JsonSerializable(typeof(DescriptionBody))]
[JsonSerializable(typeof(VolumePutBody))]
internal sealed partial class WireJson : JsonSerializerContext;
