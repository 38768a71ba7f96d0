using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Brine.Planner.Report;

/// <summary>What is to be said, in lines and styles; the printer adds colour, or does not.</summary>
public sealed record StyledText(ImmutableArray<StyledLine> Lines)
{
    public static StyledText Empty { get; } = new([]);

    public bool IsEmpty => Lines.IsEmpty;

    public IEnumerable<StyledLine> Wrap(int width) => Lines.SelectMany(l => l.Wrap(width));

    public string ToPlain(int width)
    {
        var text = new StringBuilder();
        foreach (var line in Wrap(width))
            text.Append(line.Plain).Append('\n');
        return text.ToString();
    }
}

/// <summary>One line as meant; a narrow screen breaks it into several.</summary>
/// <param name="Indent">Spaces before its first part.</param>
/// <param name="Hang">Spaces before the parts that did not fit beside it.</param>
public sealed record StyledLine(int Indent, int Hang, ImmutableArray<StyledRun> Runs)
{
    /// <summary>Never broken: a command that is to be copied.</summary>
    public bool IsWhole { get; init; }

    public string Plain => new string(' ', Indent) + string.Concat(Runs.Select(r => r.Text));

    /// <summary>Breaks at spaces; a word longer than the screen stays whole, so that it can be copied.</summary>
    public IEnumerable<StyledLine> Wrap(int width)
    {
        var text = string.Concat(Runs.Select(r => r.Text));
        var start = 0;
        var indent = Indent;
        while (!IsWhole && text.Length - start > width - indent)
        {
            var room = Math.Max(1, width - indent);
            var stop = text.LastIndexOf(' ', Math.Min(text.Length - 1, start + room), room);
            if (stop <= start)
                stop = text.IndexOf(' ', start + 1);
            if (stop < 0)
                break;
            var end = stop;
            while (end > start && text[end - 1] == ' ')
                end--;
            if (end > start)
                yield return new StyledLine(indent, indent, Slice(start, end));
            start = stop;
            while (start < text.Length && text[start] == ' ')
                start++;
            indent = Hang;
        }

        yield return new StyledLine(indent, indent, Slice(start, text.Length));
    }

    private ImmutableArray<StyledRun> Slice(int start, int end)
    {
        var runs = ImmutableArray.CreateBuilder<StyledRun>();
        var at = 0;
        foreach (var run in Runs)
        {
            var from = Math.Max(start - at, 0);
            var to = Math.Min(end - at, run.Text.Length);
            if (from < to)
                runs.Add(new StyledRun(run.Text[from..to], run.Style));
            at += run.Text.Length;
        }

        return runs.ToImmutable();
    }
}

/// <summary>
/// A piece of one line in one style. Control characters of the text are shown as escapes, never sent on.
/// </summary>
public readonly record struct StyledRun
{
    public StyledRun(string text, Style style)
    {
        Text = Harmless(text);
        Style = style;
    }

    public string Text { get; }

    public Style Style { get; }

    public static implicit operator StyledRun(string text) => new(text, Style.Plain);

    public static implicit operator StyledRun((string Text, Style Style) run) => new(run.Text, run.Style);

    /// <summary>
    /// Names and descriptions come from servers and files: an escape sequence in one must not reach a terminal.
    /// </summary>
    public static string Harmless(string text)
    {
        if (!text.Any(IsHarmful))
            return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            if (IsHarmful(c))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                shown.Append(c);
        return shown.ToString();
    }

    /// <summary>Control characters, and the marks that turn the direction of writing.</summary>
    private static bool IsHarmful(char c) =>
        char.IsControl(c) || c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e')
            or (>= '\u2066' and <= '\u2069');
}
