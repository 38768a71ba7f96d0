namespace Brine.Salt.Yaml.Scan;

/// <summary>A text that is walked through once, and where the walk stands: offset, line and column from 0.</summary>
internal sealed class Cursor(string text)
{
    /// <summary>What <see cref="Peek"/> gives after the end; no text that is scanned holds it.</summary>
    public const char End = '\0';

    public int Index { get; private set; }

    public int Line { get; private set; }

    public int Column { get; private set; }

    public bool IsAtEnd => Index >= text.Length;

    public char Peek(int ahead = 0) => Index + ahead < text.Length ? text[Index + ahead] : End;

    public bool IsBlank(int ahead = 0) => Peek(ahead) is ' ' or '\t';

    /// <summary>True at a line end as YAML 1.1 has it, which is more than LF.</summary>
    public bool IsBreak(int ahead = 0) => Peek(ahead) is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public bool IsBreakOrEnd(int ahead = 0) => IsBreak(ahead) || Index + ahead >= text.Length;

    public bool IsBlankOrEnd(int ahead = 0) => IsBlank(ahead) || IsBreakOrEnd(ahead);

    /// <summary><c>---</c> or <c>...</c> alone at the beginning of a line.</summary>
    public bool IsDocumentMark(char sign) =>
        Column == 0 && Peek() == sign && Peek(1) == sign && Peek(2) == sign && IsBlankOrEnd(3);

    public bool IsAnyDocumentMark => IsDocumentMark('-') || IsDocumentMark('.');

    /// <summary>Goes on within a line.</summary>
    public void Skip(int count = 1)
    {
        Index += count;
        Column += count;
    }

    public void SkipBlanks()
    {
        while (IsBlank())
            Skip();
    }

    /// <summary>Goes to the end of the line.</summary>
    public void SkipToBreak()
    {
        while (!IsBreakOrEnd())
            Skip();
    }

    /// <summary>Goes over a line end and gives what it counts as in a text; nothing at the end of the text.</summary>
    public string ReadBreak()
    {
        if (!IsBreak())
            return "";
        var sign = Peek();
        Index += sign == '\r' && Peek(1) == '\n' ? 2 : 1;
        Line++;
        Column = 0;
        return sign switch
        {
            '\u2028' => "\u2028",
            '\u2029' => "\u2029",
            _ => "\n",
        };
    }

    /// <summary>The text from an offset up to here.</summary>
    public ReadOnlySpan<char> From(int start) => text.AsSpan(start, Index - start);
}
