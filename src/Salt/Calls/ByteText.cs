using System.Text;
using Brine.Jinja;

namespace Brine.Salt.Calls;

/// <summary>Bytes as text, where they are one.</summary>
internal static class ByteText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A text where the bytes are one, else the bytes.</summary>
    public static JinjaValue Of(byte[] bytes)
    {
        try
        {
            return JinjaValue.Of(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return JinjaValue.Bytes(bytes);
        }
    }
}
