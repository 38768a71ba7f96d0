using System.Collections.Immutable;

namespace Brine.Salt.Templates;

/// <summary>Which renderers a text goes through, one behind the other: <c>jinja|yaml</c>.</summary>
/// <param name="Parts">Their names.</param>
internal sealed record RenderPipe(ImmutableArray<string> Parts)
{
    /// <summary>Renderers of Salt that Brine leaves out, as they run a program of another language.</summary>
    private static readonly string[] Foreign =
    [
        "py", "pydsl", "pyobjects", "mako", "cheetah", "genshi", "wempy", "gpg", "nacl", "aws_kms", "pass", "stateconf",
        "yamlex", "hjson", "json5", "toml", "tomlmod", "msgpack", "dson",
    ];

    /// <summary>What the first line asks for (<c>#!jinja|yaml</c>), or the default; a path is no such line.</summary>
    public static RenderPipe Of(string text, string otherwise)
    {
        var line = text.AsSpan(text is ['\uFEFF', ..] ? 1 : 0);
        var end = line.IndexOf('\n');
        line = (end < 0 ? line : line[..end]).Trim();
        var asked = line.StartsWith("#!", StringComparison.Ordinal) && !line.StartsWith("#!/", StringComparison.Ordinal)
            ? line[2..].ToString()
            : otherwise;
        // Behind a name may stand options, such as Jinja's -s, that change nothing here.
        return new RenderPipe([.. asked.Split('|').Select(part => part.Trim().Split(' ')[0])]);
    }

    /// <summary>A text without the line that names its renderers.</summary>
    public static string WithoutFirstLine(string text) => text.StartsWith("#!", StringComparison.Ordinal)
        ? text[(text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end + 1 : text.Length)..]
        : text;

    /// <summary>Why these renderers cannot be gone through; null when they can.</summary>
    /// <param name="endsInData">The last must give data rather than text.</param>
    public string? WhyNot(bool endsInData)
    {
        foreach (var part in Parts)
            if (part is not ("jinja" or "yaml" or "json" or "text"))
                return Foreign.Contains(part)
                    ? $"the renderer '{part}' is one of Salt's that Brine does not have"
                    : $"there is no renderer '{part}'";
        if (Parts[..^1].FirstOrDefault(part => part is "yaml" or "json") is { } early)
            return $"'{string.Join('|', Parts)}': the renderer '{early}' gives data, and the one behind it wants text";
        return endsInData && Parts[^1] is ("jinja" or "text")
            ? $"'{string.Join('|', Parts)}' gives text, and a state or pillar file must come to data"
            : null;
    }
}
