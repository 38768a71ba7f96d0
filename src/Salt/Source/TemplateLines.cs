namespace Brine.Salt.Source;

/// <summary>
/// Which template line a rendered line came from, told by its literal text: a rendered line is taken to come from
/// the line after the one before it if that could have produced it, else from the likeliest other that could.
/// </summary>
internal sealed class TemplateLines
{
    /// <summary>Bounds the search in big templates; lines beyond it count in the rendered text.</summary>
    private const int MostComparisons = 2_000_000;

    private readonly LinePattern[] _patterns;
    private readonly Dictionary<string, List<int>> _literals = new(StringComparer.Ordinal);
    private readonly List<int> _withGaps = [];
    private readonly int[] _origins;
    private int _comparisons;

    public TemplateLines(string template, string rendered)
    {
        _patterns = LinePattern.Split(template);
        for (var line = 0; line < _patterns.Length; line++)
            Index(line);
        var lines = rendered.Split('\n');
        _origins = new int[lines.Length];
        var last = -1;
        for (var line = 0; line < lines.Length; line++)
        {
            _origins[line] = string.IsNullOrWhiteSpace(lines[line]) ? -1 : Origin(lines[line].TrimEnd('\r'), last);
            last = _origins[line] < 0 ? last : _origins[line];
        }
    }

    /// <summary>The place of a 0-based line and column of the rendered text.</summary>
    public SourceSpan Locate(string file, int line, int column)
    {
        var origin = _origins[line];
        return origin < 0
            ? new SourceSpan(file, line + 1, column + 1) { IsRendered = true }
            : new SourceSpan(file, origin + 1, Math.Min(column, _patterns[origin].LiteralStart) + 1);
    }

    private void Index(int line)
    {
        var pattern = _patterns[line];
        if (pattern.IsLiteral)
        {
            if (!_literals.TryGetValue(pattern.Text, out var same))
                _literals.Add(pattern.Text, same = []);
            same.Add(line);
        }
        else if (pattern.SaysSomething)
        {
            _withGaps.Add(line);
        }
    }

    private int Origin(string text, int last)
    {
        var next = last + 1;
        while (next < _patterns.Length && _patterns[next].IsSilent)
            next++;
        if (next < _patterns.Length && _patterns[next].Matches(text))
            return next;
        if (_literals.TryGetValue(text, out var same))
            return Nearest(same, last);
        if (_comparisons + _withGaps.Count > MostComparisons)
            return -1;
        _comparisons += _withGaps.Count;
        return Nearest(_withGaps.Where(line => _patterns[line].Matches(text)), last);
    }

    private static int Nearest(IEnumerable<int> lines, int last)
    {
        var first = -1;
        foreach (var line in lines)
        {
            if (line > last)
                return line;
            first = first < 0 ? line : first;
        }
        return first;
    }
}
