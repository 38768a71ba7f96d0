using System.Globalization;
using System.Text;

namespace Brine.Planner.Report;

/// <summary>A piece of one line in one style. Control characters of the text are shown as escapes, never sent on.</summary>
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
        char.IsControl(c) || c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
