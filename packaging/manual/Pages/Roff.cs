using System.Globalization;
using System.Text;

namespace Brine.Manual.Pages;

/// <summary>man(7) source, line by line. Every text comes out as it went in: no typographic quotes, no hyphens for dashes.</summary>
internal sealed class Roff
{
    private readonly StringBuilder _text = new();

    public static string Bold(string text) => $@"\fB{Plain(text)}\fR";

    public static string Italic(string text) => $@"\fI{Plain(text)}\fR";

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '\\' => plain.Append(@"\e"),
                '-' => plain.Append(@"\-"),
                '\'' => plain.Append(@"\(aq"),
                '`' => plain.Append(@"\(ga"),
                '^' => plain.Append(@"\(ha"),
                '~' => plain.Append(@"\(ti"),
                > 126 => plain.Append(CultureInfo.InvariantCulture, $@"\[u{rune.Value:X4}]"),
                _ => plain.Append(rune.ToString()),
            };
        return plain.ToString();
    }

    public Roff Comment(string text) => Add($".\\\" {text}");

    public Roff Title(string page, DateOnly date, string source, string manual) =>
        Add(string.Create(CultureInfo.InvariantCulture, $".TH \"{Plain(page.ToUpperInvariant())}\" 1 \"{date:yyyy-MM-dd}\" \"{Plain(source)}\" \"{manual}\""));

    public Roff Section(string title) => Add($".SH \"{title}\"");

    /// <summary>Text made by <see cref="Plain"/> and its like.</summary>
    public Roff Line(string source) => Add(source is ['.', ..] ? @"\&" + source : source);

    /// <param name="term">Made by <see cref="Bold"/> and its like.</param>
    public Roff Item(string term, string text) => Add(".TP").Line(term).Line(Plain(text));

    /// <summary>As typed, one a line, not filled.</summary>
    public Roff Verbatim(IEnumerable<string> lines)
    {
        Add(".PP").Add(".RS 4").Add(".nf");
        foreach (var line in lines)
            Line(Plain(line));
        return Add(".fi").Add(".RE");
    }

    public override string ToString() => _text.ToString();

    private Roff Add(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }
}
