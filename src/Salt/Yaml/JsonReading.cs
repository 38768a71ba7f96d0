using System.Text.Json;

namespace Brine.Salt.Yaml;

/// <summary>JSON as the nodes that a YAML document would give.</summary>
public static class JsonReading
{
    public static YamlNode Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => new YamlList([.. json.EnumerateArray().Select(Read)], default),
        JsonValueKind.Object => new YamlMap(
            [.. json.EnumerateObject().Select(p => new YamlEntry(YamlScalar.Of(p.Name), Read(p.Value)))], default),
        JsonValueKind.String => YamlScalar.Of(json.GetString() ?? ""),
        JsonValueKind.Number when json.TryGetInt64(out var whole) => YamlScalar.Of(whole),
        JsonValueKind.Number => new YamlScalar(json.GetDouble(), json.GetRawText(), ScalarKind.Float, Quoted: false, default),
        JsonValueKind.True or JsonValueKind.False => YamlScalar.Of(json.GetBoolean()),
        _ => new YamlScalar(null, "null", ScalarKind.Null, Quoted: false, default),
    };
}
