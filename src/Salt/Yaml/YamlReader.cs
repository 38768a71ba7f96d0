using Brine.Salt.Source;
using YamlDotNet.Core;

namespace Brine.Salt.Yaml;

/// <summary>Reads YAML as Salt does (PyYAML, YAML 1.1, no key twice), keeping the place of everything.</summary>
public static class YamlReader
{
    /// <summary>Reads one document. Never throws on a wrong text: the errors are in the result.</summary>
    public static YamlReading Read(SourceFile file)
    {
        var plain = file.Text is ['\uFEFF', ..] ? file with { Text = file.Text[1..] } : file;
        return Read(plain.Text, PositionMap.Direct(plain));
    }

    /// <summary>
    /// Reads what a template was rendered to; <paramref name="positions"/> leads back to the template.
    /// </summary>
    internal static YamlReading Read(string text, PositionMap positions)
    {
        if (Unprintable(text) is { } bad)
        {
            var diagnostics = new DiagnosticBag();
            diagnostics.Error("salt.yaml.character", $"unacceptable character U+{(int)text[bad]:X4}", positions.At(bad),
                "YAML takes no control characters; write it as an escape in double quotes");
            return new YamlReading(null, diagnostics.ToImmutable());
        }
        var reading = Attempt(text, positions);
        if (reading.Root is null && !reading.Diagnostics.IsEmpty && BlankLines.Mend(text) is var mended
            && mended != text)
            return Attempt(mended, positions) is { Diagnostics.IsEmpty: true } second ? second : reading;
        return reading;
    }

    private static YamlReading Attempt(string text, PositionMap positions)
    {
        var diagnostics = new DiagnosticBag();
        var builder = new TreeBuilder(
            new Parser(new Scanner(new StringReader(text), skipComments: true)), positions, diagnostics);
        try
        {
            return new YamlReading(builder.Document(), diagnostics.ToImmutable());
        }
        catch (YamlException error)
        {
            YamlFault.Tell(error, text, positions, diagnostics);
        }
        catch (TreeException error)
        {
            diagnostics.Error(error.Code, error.Message, error.Span, error.Remedy);
        }
        catch (InvalidOperationException)
        {
            // The parser gives up on some texts without saying where or why.
            diagnostics.Error("salt.yaml.syntax", "not YAML from here on", builder.Reached,
                "check the indentation, quotes and brackets of what follows");
        }
        return new YamlReading(null, diagnostics.ToImmutable());
    }

    private static int? Unprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and <= '~' or '\n' or '\r' or '\t' or '\x85' or >= '\xA0' and <= '\uD7FF'
                or >= '\uE000' and <= '\uFFFD' and not '\uFEFF')
                continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                return i;
        }
        return null;
    }
}
