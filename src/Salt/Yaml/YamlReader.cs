using Brine.Salt.Source;
using Brine.Salt.Yaml.Scan;

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

    /// <summary>Reads what a template was rendered to; what is wrong is placed in the template.</summary>
    public static YamlReading Read(SourceFile template, string rendered)
    {
        var plain = rendered is ['\uFEFF', ..] ? rendered[1..] : rendered;
        return Read(plain, PositionMap.Rendered(template, plain));
    }

    /// <summary>
    /// Reads what a template was rendered to; <paramref name="positions"/> leads back to the template.
    /// </summary>
    internal static YamlReading Read(string text, PositionMap positions)
    {
        if (Unprintable(text) is { } bad)
        {
            var found = new DiagnosticBag();
            found.Error("salt.yaml.character", $"unacceptable character U+{(int)text[bad]:X4}", positions.At(bad),
                "YAML takes no control characters; write it as an escape in double quotes");
            return new YamlReading(null, found.ToImmutable());
        }
        var diagnostics = new DiagnosticBag();
        try
        {
            var root = new TreeBuilder(new Scanner(text, positions), positions, diagnostics).Document();
            return new YamlReading(root, diagnostics.ToImmutable());
        }
        catch (TreeException error)
        {
            diagnostics.Error(error.Code, error.Message, error.Span, error.Remedy);
            return new YamlReading(null, diagnostics.ToImmutable());
        }
    }

    private static int? Unprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and <= '~' or '\n' or '\r' or '\t' or '\x85' or >= '\xA0' and <= '\uD7FF'
                or >= '\uE000' and <= '\uFFFD')
                continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                return i;
        }
        return null;
    }
}
