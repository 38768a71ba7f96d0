using System.Collections.Immutable;

namespace Brine.Salt.Source;

/// <summary>A template line as the literal pieces that every rendering of it holds, in order.</summary>
internal sealed class LinePattern
{
    private readonly ImmutableArray<string> _pieces;
    private readonly bool _startsOpen;

    private LinePattern(string text, ImmutableArray<string> pieces, bool startsOpen, bool prints)
    {
        Text = text;
        _pieces = pieces;
        _startsOpen = startsOpen;
        SaysSomething = pieces.Any(piece => !string.IsNullOrWhiteSpace(piece));
        IsSilent = !SaysSomething && !prints;
        LiteralStart = IsLiteral ? text.Length : startsOpen ? 0 : pieces[0].Length;
    }

    public string Text { get; }

    /// <summary>True when the line holds no Jinja at all.</summary>
    public bool IsLiteral => _pieces.Length == 1 && !_startsOpen;

    /// <summary>True when the line renders to nothing but white space.</summary>
    public bool IsSilent { get; }

    /// <summary>True when some piece is more than white space.</summary>
    public bool SaysSomething { get; }

    /// <summary>How many columns of the line surely stand at the same column in the rendered text.</summary>
    public int LiteralStart { get; }

    /// <summary>One pattern for each line of a template.</summary>
    public static LinePattern[] Split(string template)
    {
        var lines = template.Split('\n');
        var patterns = new LinePattern[lines.Length];
        var closing = "";
        for (var i = 0; i < lines.Length; i++)
            patterns[i] = Read(lines[i].TrimEnd('\r'), ref closing);
        return patterns;
    }

    /// <summary>True when the line could have been rendered to <paramref name="line"/>.</summary>
    public bool Matches(string line)
    {
        if (IsLiteral)
            return line == Text;
        var last = _pieces.Length - 1;
        if (!_startsOpen && !line.StartsWith(_pieces[0], StringComparison.Ordinal))
            return false;
        var at = _startsOpen ? 0 : _pieces[0].Length;
        for (var i = _startsOpen ? 0 : 1; i < last; i++)
        {
            var found = line.IndexOf(_pieces[i], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + _pieces[i].Length;
        }
        return line.Length - at >= _pieces[last].Length && line.EndsWith(_pieces[last], StringComparison.Ordinal);
    }

    private static LinePattern Read(string line, ref string closing)
    {
        var pieces = ImmutableArray.CreateBuilder<string>();
        var startsOpen = closing.Length > 0;
        var prints = closing == "}}";
        var at = 0;
        while (true)
        {
            if (closing.Length > 0)
            {
                var end = line.IndexOf(closing, at, StringComparison.Ordinal);
                if (end < 0)
                {
                    pieces.Add("");
                    return new LinePattern(line, pieces.ToImmutable(), startsOpen, prints);
                }
                at = end + 2;
                closing = "";
            }
            var open = NextTag(line, at);
            pieces.Add(line[at..(open < 0 ? line.Length : open)]);
            if (open < 0)
                return new LinePattern(line, pieces.ToImmutable(), startsOpen, prints);
            closing = line[open + 1] switch { '{' => "}}", '%' => "%}", _ => "#}" };
            prints |= closing == "}}";
            at = open + 2;
        }
    }

    private static int NextTag(string line, int from)
    {
        for (var i = line.IndexOf('{', from); i >= 0 && i + 1 < line.Length; i = line.IndexOf('{', i + 1))
            if (line[i + 1] is '{' or '%' or '#')
                return i;
        return -1;
    }
}
