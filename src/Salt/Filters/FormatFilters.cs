using System.Security.Cryptography;
using System.Text;
using Brine.Jinja;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt.Filters;

/// <summary>json, yaml and their kin, hashes, base64</summary>
internal static class FormatFilters
{
    public static void AddTo(Dictionary<string, Func<JinjaCall, JinjaValue>> filters)
    {
        filters["json"] = call => JinjaValue.Of(JsonWriter.Write(call.Subject(), Indent(call)));
        filters["yaml"] = call => JinjaValue.Of(call.Flag(0, "flow_style", otherwise: true)
            ? YamlWriter.Flow(call.Subject())
            : YamlWriter.Block(call.Subject()).TrimEnd('\n'));
        filters["yaml_encode"] = call => JinjaValue.Of(YamlWriter.Scalar(call.Subject()));
        filters["yaml_dquote"] = call => JinjaValue.Of(JsonWriter.Quote(call.Subject().ToText()));
        filters["yaml_squote"] = call => JinjaValue.Of(YamlWriter.SingleQuoted(call.Subject().ToText()));
        filters["load_yaml"] = Load;
        filters["load_json"] = Load; // JSON is YAML.
        filters["load_text"] = call => JinjaValue.Of(call.Subject().ToText());
        filters["base64_encode"] = call => JinjaValue.Of(Convert.ToBase64String(Bytes(call)));
        filters["base64_decode"] = Decode;
        filters["sha256"] = call => JinjaValue.Of(Convert.ToHexStringLower(SHA256.HashData(Bytes(call))));
        filters["sha512"] = call => JinjaValue.Of(Convert.ToHexStringLower(SHA512.HashData(Bytes(call))));
    }

    private static int? Indent(JinjaCall call) => call.Argument(2, "indent") switch
    {
        null or { Kind: JinjaKind.None } => null,
        var value when value.TryGetInteger(out var width) && width is >= 0 and <= 40 => (int)width,
        _ => throw new JinjaException("json: 'indent' is no number between 0 and 40"),
    };

    private static JinjaValue Load(JinjaCall call)
    {
        var reading = YamlReader.Read(new SourceFile("text", call.Subject().ToText()));
        return reading.Diagnostics is [var first, ..]
            ? throw new JinjaException($"the text cannot be read: {first.Message} (line {first.Span?.Line} of the text)")
            : NodeValue.Of(reading.Root);
    }

    private static JinjaValue Decode(JinjaCall call)
    {
        var text = call.Subject().ToText();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? JinjaValue.Of(Encoding.UTF8.GetString(bytes.AsSpan(0, length)))
            : throw new JinjaException($"base64_decode: '{text}' is not base64");
    }

    private static byte[] Bytes(JinjaCall call) => Encoding.UTF8.GetBytes(call.Subject().ToText());
}
