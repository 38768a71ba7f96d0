using System.Text.Json;
using Brine.Jinja;

namespace Brine.Jinja.Tests;

internal static class JsonValues
{
    public static Dictionary<string, JinjaValue> Variables(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Of(p.Value));
    }

    private static JinjaValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => JinjaValue.None,
        JsonValueKind.True => JinjaValue.True,
        JsonValueKind.False => JinjaValue.False,
        JsonValueKind.String => JinjaValue.Of(json.GetString()!),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? JinjaValue.Of(whole)
            : JinjaValue.Of(json.GetDouble()),
        JsonValueKind.Array => JinjaValue.List(json.EnumerateArray().Select(Of)),
        _ => JinjaValue.Dict(json.EnumerateObject()
            .Select(p => KeyValuePair.Create(JinjaValue.Of(p.Name), Of(p.Value)))),
    };
}
