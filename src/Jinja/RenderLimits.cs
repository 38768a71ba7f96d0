namespace Brine.Jinja;

/// <summary>How much one rendering may take; going beyond is a <see cref="JinjaException"/>.</summary>
public sealed record RenderLimits
{
    public static RenderLimits Default { get; } = new();

    /// <summary>UTF-16 characters of output, what macros and blocks capture included.</summary>
    public int MaxOutputChars { get; init; } = 16 * 1024 * 1024;

    /// <summary>Loop rounds of the whole rendering, all loops together.</summary>
    public int MaxIterations { get; init; } = 1_000_000;

    /// <summary>Macro calls, includes, imports and recursive loops inside one another.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>
    /// UTF-16 characters of text built by expressions over the whole rendering (joined, repeated, padded).
    /// </summary>
    public long MaxBuiltChars { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Words and signs of one template; the text between two tags counts as one. A file of 50,000 lines has half a million.
    /// </summary>
    public int MaxTokens { get; init; } = 2_000_000;
}
