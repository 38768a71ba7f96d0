using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Brine.Jinja;

namespace Brine.Jinja.Tests;

/// <summary>Variables of the cases: JSON, and the marks that oracle.py knows for the types that JSON lacks.</summary>
internal static class JsonValues
{
    public static Dictionary<string, JinjaValue> Variables(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Variables(document.RootElement);
    }

    public static Dictionary<string, JinjaValue> Variables(JsonElement json) =>
        json.EnumerateObject().ToDictionary(p => p.Name, p => Of(p.Value));

    private static JinjaValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => JinjaValue.None,
        JsonValueKind.True => JinjaValue.True,
        JsonValueKind.False => JinjaValue.False,
        JsonValueKind.String => JinjaValue.Of(json.GetString()!),
        JsonValueKind.Number => Number(json),
        JsonValueKind.Array => JinjaValue.List(Items(json)),
        _ => Marked(json) ?? JinjaValue.Dict(json.EnumerateObject()
            .Select(p => KeyValuePair.Create(JinjaValue.Of(p.Name), Of(p.Value)))),
    };

    private static IEnumerable<JinjaValue> Items(JsonElement json) => json.EnumerateArray().Select(Of);

    private static JinjaValue Number(JsonElement json) =>
        BigInteger.TryParse(json.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? JinjaValue.Of(whole)
            : JinjaValue.Of(json.GetDouble());

    private static JinjaValue? Marked(JsonElement json)
    {
        if (json.GetPropertyCount() != 1) return null;
        var (kind, given) = (json.EnumerateObject().First().Name, json.EnumerateObject().First().Value);
        return kind switch
        {
            "$set" => JinjaValue.Set(Items(given)),
            "$frozenset" => JinjaValue.Set(Items(given), isFrozen: true),
            "$tuple" => JinjaValue.Tuple(Items(given)),
            "$bytes" => JinjaValue.Bytes(System.Text.Encoding.Latin1.GetBytes(given.GetString()!)),
            "$markup" => JinjaValue.Markup(given.GetString()!),
            "$float" => JinjaValue.Of(given.GetString() switch
            {
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                "nan" => double.NaN,
                var text => double.Parse(text!, CultureInfo.InvariantCulture),
            }),
            _ => null,
        };
    }
}
