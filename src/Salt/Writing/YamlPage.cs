using System.Globalization;
using System.Text;

namespace Brine.Salt.Writing;

/// <summary>The lines that YAML is written to: knows its column, and folds long scalars as libyaml does.</summary>
internal sealed class YamlPage
{
    /// <summary>Behind this column a scalar is folded at its next space.</summary>
    private const int Width = 80;

    private readonly StringBuilder _text = new();
    private int _column;
    private bool _isAfterSpace = true;
    private bool _isIndention = true;

    public int Indent { get; set; } = -1;

    /// <summary>Nothing but indentation and dashes stands on this line.</summary>
    public bool IsAtIndention => _isIndention;

    public bool IsWide => _column > Width;

    public override string ToString() => _text.ToString();

    public void Sign(string sign, bool needsSpace, bool givesSpace = false, bool isIndention = false)
    {
        if (needsSpace && !_isAfterSpace)
            Put(' ');
        foreach (var c in sign)
            Put(c);
        _isAfterSpace = givesSpace;
        _isIndention &= isIndention;
    }

    /// <summary>To the indentation of this level, on a new line unless this one is still empty.</summary>
    public void Line()
    {
        var indent = Math.Max(Indent, 0);
        if (!_isIndention || _column > indent || (_column == indent && !_isAfterSpace))
            Break('\n');
        while (_column < indent)
            Put(' ');
        _isAfterSpace = true;
        _isIndention = true;
    }

    public void Plain(string text, bool mayFold)
    {
        if (!_isAfterSpace)
            Put(' ');
        var spaces = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ' && mayFold && !spaces && IsWide && Next(text, i) != ' ')
                Line();
            else
                Put(text[i]);
            spaces = text[i] == ' ';
            if (!spaces)
                _isIndention = false;
        }
        _isAfterSpace = false;
        _isIndention = false;
    }

    public void Single(string text, bool mayFold)
    {
        Sign("'", needsSpace: true);
        var (spaces, breaks) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ')
            {
                var folds = mayFold && !spaces && IsWide && i > 0 && i < text.Length - 1 && Next(text, i) != ' ';
                if (folds)
                    Line();
                else
                    Put(c);
                spaces = true;
                continue;
            }
            if (YamlShape.IsBreak(c))
            {
                if (!breaks && c == '\n')
                    Break('\n');
                Break(c);
                (_isIndention, breaks) = (true, true);
                continue;
            }
            if (breaks)
                Line();
            Put(c);
            if (c == '\'')
                Put(c);
            (_isIndention, spaces, breaks) = (false, false, false);
        }
        if (breaks)
            Line();
        Sign("'", needsSpace: false);
    }

    /// <summary>Lines without spaces, below a bar; the last has an end too.</summary>
    public void Literal(string lines)
    {
        Sign("|", needsSpace: true);
        Break('\n');
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _isIndention = true;
            Line();
            foreach (var c in line)
                Put(c);
            Break('\n');
        }
        _isIndention = true;
    }

    public void Double(string text, bool mayFold, bool isAscii = false)
    {
        Sign("\"", needsSpace: true);
        var spaces = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ' && mayFold && !spaces && IsWide && i > 0 && i < text.Length - 1)
            {
                Line();
                if (Next(text, i) == ' ')
                    Put('\\');
            }
            else if (c is '"' or '\\' || !YamlShape.IsPrintable(c) || YamlShape.IsBreak(c)
                || (isAscii && c > '~'))
            {
                i += Escape(text, i);
            }
            else
            {
                Put(c);
            }
            spaces = c == ' ';
        }
        Sign("\"", needsSpace: false);
    }

    /// <summary>One escape; 1 when it took the second half of a pair of surrogates too.</summary>
    private int Escape(string text, int at)
    {
        var c = text[at];
        var isPair = char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        foreach (var sign in c switch
        {
            '\0' => "\\0",
            '\a' => "\\a",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\v' => "\\v",
            '\f' => "\\f",
            '\r' => "\\r",
            '\x1b' => "\\e",
            '"' => "\\\"",
            '\\' => "\\\\",
            '\x85' => "\\N",
            '\xA0' => "\\_",
            '\u2028' => "\\L",
            '\u2029' => "\\P",
            _ when isPair => string.Create(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(c, text[at + 1]):X8}"),
            <= '\xFF' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
        })
            Put(sign);
        return isPair ? 1 : 0;
    }

    private static char Next(string text, int at) => at + 1 < text.Length ? text[at + 1] : '\0';

    private void Put(char c)
    {
        _text.Append(c);
        // libyaml counts characters, and a pair of surrogates is one.
        if (!char.IsLowSurrogate(c))
            _column++;
    }

    private void Break(char c)
    {
        _text.Append(c);
        _column = 0;
        _isAfterSpace = true;
    }
}
