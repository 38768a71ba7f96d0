namespace Brine.Salt.Yaml;

/// <summary>base64 as Python reads and writes it.</summary>
internal static class Base64Text
{
    /// <summary>What Python puts on a line.</summary>
    private const int BytesOfLine = 57;

    /// <summary>Passes over what is no letter of base64, and minds only the padding.</summary>
    /// <returns>Null when the padding is wrong.</returns>
    public static byte[]? Read(string text)
    {
        var signs = new string([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')]);
        var end = signs.IndexOf('=', StringComparison.Ordinal);
        var letters = end < 0 ? signs : signs[..end];
        var padding = (4 - (letters.Length % 4)) % 4;
        return padding == 3 || (padding > 0 && signs.Length - letters.Length < padding)
            ? null
            : Convert.FromBase64String(letters + new string('=', padding));
    }

    /// <summary>In lines, each with its end.</summary>
    public static string Lines(byte[] bytes) =>
        string.Concat(bytes.Chunk(BytesOfLine).Select(line => Convert.ToBase64String(line) + "\n"));
}
