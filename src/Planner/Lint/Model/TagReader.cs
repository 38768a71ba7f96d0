using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Planner.Lint.Model;

/// <summary>Finds the tags of a template without understanding them: a file with mistakes has tags too.</summary>
internal sealed class TagReader(SourceFile file)
{
    /// <summary>Longer ones are data, in which nobody reads a clock; patterns are not looked for in them.</summary>
    private const int LongestTag = 4_000;

    private readonly string _text = file.Text;
    private readonly ImmutableArray<TemplateTag>.Builder _tags = ImmutableArray.CreateBuilder<TemplateTag>();
    private readonly List<int> _starts = [0, .. LineStarts(file.Text)];
    private int _loops;
    private int _macros;

    public ImmutableArray<TemplateTag> Read()
    {
        for (var at = 0; at + 1 < _text.Length;)
        {
            var open = _text.IndexOf('{', at);
            if (open < 0 || open + 1 >= _text.Length)
                break;
            at = _text[open + 1] switch
            {
                '#' => After(_text.IndexOf("#}", open + 2, StringComparison.Ordinal)),
                '{' => Tag(open, prints: true),
                '%' => Tag(open, prints: false),
                _ => open + 1,
            };
        }

        return _tags.ToImmutable();
    }

    /// <summary>The place of an offset.</summary>
    private SourceSpan At(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new SourceSpan(file.Path, line + 1, offset - _starts[line] + 1);
    }

    private static IEnumerable<int> LineStarts(string text)
    {
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
            yield return i + 1;
    }

    private int Tag(int open, bool prints)
    {
        var from = open + 2;
        if (from < _text.Length && _text[from] is '-' or '+')
            from++;
        var strings = ImmutableArray.CreateBuilder<TemplateString>();
        for (var i = from; i < _text.Length; i++)
        {
            if (_text[i] is '\'' or '"')
            {
                var end = i + 1;
                while (end < _text.Length && _text[end] != _text[i])
                    end += _text[end] == '\\' ? 2 : 1;
                if (end >= _text.Length)
                    return _text.Length;
                if (i - from <= LongestTag)
                    strings.Add(new TemplateString(_text[(i + 1)..end], i - from, At(i + 1)));
                i = end;
            }
            else if (i + 1 < _text.Length && _text[i + 1] == '}' && _text[i] == (prints ? '}' : '%'))
            {
                return Add(open, from, i, prints, strings.ToImmutable()) is { Word: "raw" }
                    ? After(_text.IndexOf("endraw", i, StringComparison.Ordinal)) : i + 2;
            }
        }

        return _text.Length;
    }

    private TemplateTag Add(int open, int from, int end, bool prints, ImmutableArray<TemplateString> strings)
    {
        var tag = new TemplateTag(prints, _text[from..end].TrimEnd('-', '+'), from, At(open), strings, _loops, _macros,
            new TagPlace(_text, open, end + 2));
        // Surplus ends are the template engine's to tell.
        _loops = Math.Max(0, _loops + (tag.Word switch { "for" => 1, "endfor" => -1, _ => 0 }));
        _macros = Math.Max(0, _macros + (tag.Word switch { "macro" => 1, "endmacro" => -1, _ => 0 }));
        if (end - from <= LongestTag)
            _tags.Add(tag);
        return tag;
    }

    private int After(int end) => end < 0 ? _text.Length : end + 2;
}
