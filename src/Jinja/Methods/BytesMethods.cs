using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of <c>bytes</c> that a template has a use for.</summary>
internal static class BytesMethods
{
    public static readonly MethodTable Table = new MethodTable()
        .Add("decode", "encoding? errors?", a => JinjaValue.Of(TextEncodings.Decode(Of(a), a.Text(0, "utf-8"),
            a.Text(1, "strict"))))
        .Add("hex", "sep?", Hex)
        .Add("startswith", "/prefix", a => JinjaValue.Of(Of(a).AsSpan().StartsWith(Of(a[0]!))))
        .Add("endswith", "/suffix", a => JinjaValue.Of(Of(a).AsSpan().EndsWith(Of(a[0]!))))
        .Add("find", "/sub", a => JinjaValue.Of(Of(a).AsSpan().IndexOf(Of(a[0]!))))
        .Add("count", "/sub", a => JinjaValue.Of(Of(a[0]!).Length == 0 ? Of(a).Length + 1
            : Of(a).AsSpan().Count(Of(a[0]!))))
        .Add("upper", "", a => Map(a, octet => octet is >= (byte)'a' and <= (byte)'z' ? (byte)(octet - 32) : octet))
        .Add("lower", "", a => Map(a, octet => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet + 32) : octet))
        .Add("split", "", a => JinjaValue.List(TextParts.Split(Encoding.Latin1.GetString(Of(a)), null, -1)
            .Select(part => new BytesValue(Encoding.Latin1.GetBytes(part)))))
        .Add("strip", "", a => new BytesValue(Of(a).AsSpan().Trim(" \t\n\r\v\f"u8).ToArray()));

    private static byte[] Of(Arguments a) => ((BytesValue)a.Self).Content;

    private static byte[] Of(JinjaValue value) => value is BytesValue bytes ? bytes.Content
        : throw new JinjaException($"a bytes-like object is required, not '{value.TypeName}'");

    private static BytesValue Map(Arguments a, Converter<byte, byte> change) =>
        new(Array.ConvertAll(Of(a), change));

    private static JinjaValue Hex(Arguments a)
    {
        var digits = Convert.ToHexStringLower(Of(a));
        var separator = a.Text(0);
        if (separator.Length > 1) throw new JinjaException("sep must be length 1.");
        if (separator.Length == 0 || digits.Length == 0) return JinjaValue.Of(digits);
        var text = new StringBuilder(digits.Length * 3 / 2);
        for (var i = 0; i < digits.Length; i += 2)
            text.Append(i > 0 ? separator : "").Append(digits, i, 2);
        return JinjaValue.Of(text.ToString());
    }
}
