using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Brine.Jinja;

namespace Brine.Salt.Calls;

/// <summary>Python's <c>bytes</c>, which a few filters give: it prints as Python prints it, and can be decoded.</summary>
internal sealed class BytesValue(ImmutableArray<byte> bytes) : JinjaObject
{
    public override string Title => "bytes";

    public ImmutableArray<byte> Bytes => bytes;

    /// <summary>A text where the bytes are one, else the bytes.</summary>
    public static JinjaValue TextOf(byte[] bytes)
    {
        try
        {
            return Of(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return new BytesValue([.. bytes]);
        }
    }

    public override JinjaValue? GetAttribute(string name) => name == "decode"
        ? Function("decode", _ => TextOf([.. bytes]) is { Kind: JinjaKind.Text } text
            ? text
            : throw new JinjaException("these bytes are no UTF-8 text"))
        : null;

    public override string ToRepr()
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var text = new StringBuilder("b").Append(quote);
        foreach (var value in bytes)
            _ = (char)value switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                var c when c == quote => text.Append('\\').Append(c),
                var c and >= ' ' and <= '~' => text.Append(c),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            };
        return text.Append(quote).ToString();
    }
}
