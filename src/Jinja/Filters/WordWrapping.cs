using System.Text.RegularExpressions;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>One line of text broken into lines of a width, with the rules of Python's textwrap.</summary>
internal static partial class WordWrapping
{
    public static List<string> Wrap(string text, long width, bool breaksLong, bool breaksHyphens)
    {
        if (width <= 0) throw new JinjaException($"invalid width {width} (must be > 0)");
        // Places are counted in characters; a stand-in of one unit each keeps that simple beyond the first plane.
        var isPlain = CodePoints.ArePlain(text);
        var points = isPlain ? null : CodePoints.Split(text).ToArray();
        var flat = points is null ? text : string.Concat(points.Select(one => one.Length == 1 ? one : "\u4e00"));
        var lines = Lines(flat, Chunks(flat, breaksHyphens), width, breaksLong, breaksHyphens);
        return lines.ConvertAll(line => points is null
            ? text[line.From..line.To]
            : string.Concat(points[line.From..line.To]));
    }

    /// <summary>Where each chunk ends that must not be broken: a word, a part before a hyphen, white space.</summary>
    private static Queue<int> Chunks(string text, bool breaksHyphens)
    {
        var ends = new Queue<int>();
        var last = 0;
        foreach (var match in (breaksHyphens ? Separators() : Blanks()).EnumerateMatches(text))
        {
            if (match.Index > last) ends.Enqueue(match.Index);
            last = match.Index + match.Length;
            ends.Enqueue(last);
        }

        if (last < text.Length) ends.Enqueue(text.Length);
        return ends;
    }

    private static List<(int From, int To)> Lines(
        string text, Queue<int> ends, long width, bool breaksLong, bool breaksHyphens)
    {
        var lines = new List<(int, int)>();
        var at = 0;
        while (ends.Count > 0)
        {
            if (lines.Count > 0 && IsBlank(text, at, ends.Peek())) at = ends.Dequeue();
            if (ends.Count == 0) break;
            var (from, chunk) = (at, at);
            while (ends.Count > 0 && ends.Peek() - from <= width)
            {
                chunk = at;
                at = ends.Dequeue();
            }

            if (ends.Count > 0 && ends.Peek() - at > width)
            {
                var end = LongWord(text, at, ends.Peek(), width - (at - from), breaksLong, breaksHyphens, at == from);
                // A part of no length counts as one: the blank before it is then not the last any more, and stays.
                if (end > at || breaksLong) chunk = at;
                at = end;
                if (ends.Peek() == at) ends.Dequeue();
            }

            var to = at > from && IsBlank(text, chunk, at) ? chunk : at;
            if (to > from) lines.Add((from, to));
            Bounds.Items(lines.Count);
        }

        return lines;
    }

    /// <summary>How far of a word that is longer than a line still goes on this one.</summary>
    private static int LongWord(
        string text, int from, int to, long space, bool breaksLong, bool breaksHyphens, bool isLineEmpty)
    {
        if (!breaksLong) return isLineEmpty ? to : from;
        var end = from + (int)Math.Min(space, to - from);
        if (!breaksHyphens || to - from <= space || end <= from) return end;
        var hyphen = text.LastIndexOf('-', end - 1, end - from);
        return hyphen > from && text.AsSpan(from, hyphen - from).ContainsAnyExcept('-') ? hyphen + 1 : end;
    }

    private static bool IsBlank(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (!CodePoints.IsSpace(text[i])) return false;
        return true;
    }

    [GeneratedRegex(@"[\t\n\v\f\r ]+|(?<=[\w!""'&.,?])-{2,}(?=\w)|[^\t\n\v\f\r ]+?(?:-(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[\w!""'&.,?]-))(?=[^\d\W]-?[^\d\W])|(?=[\t\n\v\f\r ]|\z)|(?<=[\w!""'&.,?])(?=-{2,}\w))",
        RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"[\t\n\v\f\r ]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
