using System.Text;

namespace Brine.Jinja.Values;

/// <summary>The encodings that <c>encode()</c> and <c>decode()</c> know: UTF-8, ASCII, Latin 1.</summary>
internal static class TextEncodings
{
    public static byte[] Encode(string text, string encoding, string errors)
    {
        var limit = Limit(encoding);
        Bounds.Text(text.Length);
        if (limit == 0 && CodePoints.IsWhole(text)) return Encoding.UTF8.GetBytes(text);
        var result = new List<byte>(text.Length);
        foreach (var one in CodePoints.Split(text))
        {
            var code = one.Length == 2 ? char.ConvertToUtf32(one[0], one[1]) : one[0];
            if (limit > 0 && code < limit) result.Add((byte)code);
            else if (limit == 0 && !char.IsSurrogate(one[0])) result.AddRange(Encoding.UTF8.GetBytes(one));
            else if (limit == 0 && one.Length == 2) result.AddRange(Encoding.UTF8.GetBytes(one));
            else result.AddRange(Encoding.ASCII.GetBytes(Instead(one, code, errors, encoding)));
        }

        return [.. result];
    }

    public static string Decode(byte[] octets, string encoding, string errors)
    {
        var limit = Limit(encoding);
        if (limit == 256) return Encoding.Latin1.GetString(octets);
        if (errors is not ("strict" or "ignore" or "replace"))
            throw new JinjaException($"unknown error handler name '{errors}'");
        var fallback = errors == "strict" ? DecoderFallback.ExceptionFallback
            : new DecoderReplacementFallback(errors == "ignore" ? "" : "\ufffd");
        var name = limit == 128 ? "us-ascii" : "utf-8";
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, fallback).GetString(octets);
        }
        catch (DecoderFallbackException e)
        {
            throw new JinjaException($"'{encoding}' codec can't decode byte in position {e.Index}");
        }
    }

    private static string Instead(string one, int code, string errors, string encoding) => errors switch
    {
        "ignore" => "",
        "replace" => "?",
        "xmlcharrefreplace" => $"&#{code};",
        "backslashreplace" => code < 0x100 ? $"\\x{code:x2}" : code < 0x10000 ? $"\\u{code:x4}" : $"\\U{code:x8}",
        "strict" => throw new JinjaException($"'{encoding}' codec can't encode character {Repr.Text(one)}"),
        _ => throw new JinjaException($"unknown error handler name '{errors}'"),
    };

    /// <summary>The first code that does not fit; 0: all fit.</summary>
    private static int Limit(string encoding) =>
        encoding.ToLowerInvariant().Replace('_', '-').Replace(' ', '-') switch
        {
            "utf-8" or "utf8" or "u8" => 0,
            "ascii" or "us-ascii" or "646" => 128,
            "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" or "l1" => 256,
            _ => throw new JinjaException($"unknown encoding: {encoding}"),
        };
}
