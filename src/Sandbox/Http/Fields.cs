using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Http;

/// <summary>
/// The JSON object of a request body, read the way Go reads it: unknown fields ignored, types checked.
/// </summary>
internal sealed class Fields
{
    private readonly JsonObject _object;
    private readonly string _goType;
    private readonly bool _lenientConfig;

    private Fields(JsonObject fields, string goType, bool lenientConfig)
    {
        _object = fields;
        _goType = goType;
        _lenientConfig = lenientConfig;
    }

    /// <exception cref="IncusError">400 with Go's text.</exception>
    public static Fields Parse(string body, string goType, bool lenientConfig)
    {
        if (body.Trim().Length == 0)
            throw new IncusError(400, "EOF");
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            var text = body.TrimStart();
            throw new IncusError(400, text.StartsWith('{') && text.Length > 1
                ? $"invalid character '{text[1..].TrimStart()[..1]}' looking for beginning of object key string"
                : $"invalid character '{text[..1]}' looking for beginning of value");
        }

        return node switch
        {
            JsonObject fields => new Fields(fields, goType, lenientConfig),
            null => new Fields([], goType, lenientConfig),
            _ => throw new IncusError(400, $"json: cannot unmarshal {GoName(node)} into Go value of type api.{goType}"),
        };
    }

    public bool Has(string name) => _object[name] is not null;

    public string? Text(string name) => _object[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw Wrong(other, name, "string"),
    };

    public bool? Flag(string name) => _object[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        var other => throw Wrong(other, name, "bool"),
    };

    public int? Number(string name) => _object[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        var other => throw Wrong(other, name, "int"),
    };

    public Fields? Object(string name) => _object[name] switch
    {
        null => null,
        JsonObject inner => new Fields(inner, _goType, _lenientConfig),
        var other => throw Wrong(other, name, "map"),
    };

    /// <summary>Null where the field is absent or null, as Go's *time.Time.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (text.Length >= 20 && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant;
        throw new IncusError(
            400, $"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");
    }

    public List<string>? Texts(string name) => _object[name] switch
    {
        null => null,
        JsonArray list =>
        [
            .. list.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text)
                ? text
                : throw Wrong(item, name, "string")),
        ],
        var other => throw Wrong(other, name, "[]string"),
    };

    /// <summary>Config; values are null where the request says null.</summary>
    public Dictionary<string, string?>? Words(string name) => _object[name] switch
    {
        null => null,
        JsonObject inner => inner.ToDictionary(e => e.Key, e => Word(e.Value, name), StringComparer.Ordinal),
        var other => throw Wrong(other, name, "map[string]string"),
    };

    public Settings Settings(string name) => new((Words(name) ?? [])
        .Where(e => !string.IsNullOrEmpty(e.Value))
        .Select(e => KeyValuePair.Create(e.Key, e.Value!)));

    public Devices? Devices(string name)
    {
        if (Object(name) is not { } inner)
            return null;
        var devices = new Devices();
        foreach (var device in inner._object.Select(e => e.Key))
            devices[device] = inner.Settings(device);
        return devices;
    }

    // Incus 7 turns numbers and booleans into strings; 6.0 refuses them.
    private string? Word(JsonNode? node, string name) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when _lenientConfig => value.ToJsonString(),
        _ => throw Wrong(node, name, "string"),
    };

    private IncusError Wrong(JsonNode? found, string name, string wanted) => new(
        400, $"json: cannot unmarshal {GoName(found)} into Go struct field {_goType}.{name} of type {wanted}");

    private static string GoName(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        _ => "bool",
    };
}
