using Brine.Salt.Source;
using YamlDotNet.Core;

namespace Brine.Salt.Yaml;

/// <summary>Turns what the YAML parser complains about into words for the user.</summary>
internal static class YamlFault
{
    public const string Tab = "a tab indents this line; YAML indents with spaces only";

    public const string TabRemedy = "replace the tab by spaces";

    public static void Tell(YamlException error, string text, PositionMap positions, DiagnosticBag diagnostics)
    {
        var at = (int)Math.Clamp(error.Start.Index, 0, text.Length);
        var speaksOfTab = error.Message.Contains(" tab ", StringComparison.Ordinal);
        if (IndentingTab(text, at, speaksOfTab ? int.MaxValue : 3) is { } tab)
        {
            diagnostics.Error("salt.yaml.tab", Tab, positions.At(tab), TabRemedy);
            return;
        }
        diagnostics.Error("salt.yaml.syntax", Message(error.Message), positions.At(at),
            Remedy(error.Message, text, at));
    }

    private static string Message(string message)
    {
        var plain = message.Trim().TrimEnd('.');
        return plain.Length == 0 ? "not YAML" : char.ToLowerInvariant(plain[0]) + plain[1..];
    }

    private static string? Remedy(string message, string text, int at)
    {
        if (message.Contains("apping values are not allowed", StringComparison.Ordinal)
            || message.Contains("invalid mapping", StringComparison.Ordinal))
            return "a value that holds ': ' must be quoted; otherwise check the indentation";
        if (at < text.Length && text[at] is '@' or '`' or '%')
            return $"a value that begins with '{text[at]}' must be quoted";
        if (message.Contains("expected", StringComparison.Ordinal))
            return "check the indentation, quotes and brackets of this line and the one before";
        return null;
    }

    /// <summary>
    /// The offset of a tab in the indentation of one of some lines, from the one before <paramref name="at"/> on.
    /// </summary>
    private static int? IndentingTab(string text, int at, int most)
    {
        var from = at;
        for (var lines = 0; from > 0 && lines < 2; lines++)
            from = text.LastIndexOf('\n', from - 1) is var end and > 0 ? end : 0;
        var start = from == 0 ? 0 : from + 1;
        for (var lines = 0; lines < most && start < text.Length; lines++)
        {
            for (var i = start; i < text.Length && text[i] is ' ' or '\t' or '-'; i++)
                if (text[i] == '\t')
                    return i;
            var next = text.IndexOf('\n', start);
            if (next < 0)
                break;
            start = next + 1;
        }
        return null;
    }
}
