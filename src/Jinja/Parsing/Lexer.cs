using Brine.Jinja.Values;

namespace Brine.Jinja.Parsing;

/// <summary>Template text into tokens. Takes care of comments, raw blocks and white space control.</summary>
internal sealed class Lexer
{
    private readonly string _name;
    private readonly string _text;
    private readonly JinjaOptions _options;
    private readonly List<Token> _tokens;
    private readonly Stack<char> _open = new();
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private int _at;
    private int _line = 1;
    private int _counted;

    private Lexer(string name, string text, JinjaOptions options)
    {
        _name = name;
        _text = text.Contains('\r')
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;
        if (!options.KeepTrailingNewline && _text.EndsWith('\n')) _text = _text[..^1];
        _options = options;
        _tokens = new List<Token>(Math.Min((text.Length / 8) + 8, 1 << 20));
    }

    public static List<Token> Read(string name, string text, JinjaOptions options)
    {
        var lexer = new Lexer(name, text, options);
        while (lexer._at < lexer._text.Length) lexer.ReadData();
        lexer.Add(TokenKind.End, "");
        return lexer._tokens;
    }

    private void ReadData()
    {
        var from = _at;
        var tag = from;
        while (true)
        {
            tag = _text.IndexOf('{', tag);
            if (tag < 0 || tag + 1 >= _text.Length)
            {
                AddData(from, _text.Length);
                _at = _text.Length;
                return;
            }

            if (_text[tag + 1] is '{' or '%' or '#') break;
            tag++;
        }

        var kind = _text[tag + 1];
        var control = tag + 2 < _text.Length ? _text[tag + 2] : ' ';
        if (control is not ('-' or '+')) control = ' ';
        AddData(from, Stripped(from, tag, control, kind != '{'));
        _at = control == ' ' ? tag + 2 : tag + 3;
        if (kind == '#') SkipComment(tag);
        else if (kind == '{') ReadTag(TokenKind.PrintBegin, TokenKind.PrintEnd, "}}");
        else if (!TryReadRaw()) ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, "%}");
    }

    /// <summary>Where the text before a tag ends once its white space is taken off.</summary>
    private int Stripped(int from, int tag, char control, bool isBlock)
    {
        var end = tag;
        if (control == '-')
        {
            while (end > from && CodePoints.IsSpace(_text[end - 1])) end--;
            return end;
        }

        if (control == '+' || !isBlock || !_options.LstripBlocks) return tag;
        while (end > from && _text[end - 1] != '\n' && CodePoints.IsSpace(_text[end - 1])) end--;
        var isAtLineStart = end == 0 || _text[end - 1] == '\n';
        return isAtLineStart ? end : tag;
    }

    private void AddData(int from, int to)
    {
        if (to > from) _tokens.Add(new Token(TokenKind.Data, _text[from..to], LineAt(from)));
    }

    private void SkipComment(int tag)
    {
        var end = _text.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) throw Wrong("Missing end of comment tag", tag);
        var control = end > _at ? _text[end - 1] : ' ';
        _at = end + 2;
        AfterTag(control, isBlock: true);
    }

    private void AfterTag(char control, bool isBlock)
    {
        if (control == '-')
            while (_at < _text.Length && CodePoints.IsSpace(_text[_at])) _at++;
        else if (control != '+' && isBlock && _options.TrimBlocks && _at < _text.Length && _text[_at] == '\n') _at++;
    }

    /// <summary>At the content of a block tag: a raw block is taken whole, anything else left alone.</summary>
    private bool TryReadRaw()
    {
        var at = SkipSpace(_at);
        if (!Follows(at, "raw")) return false;
        at = SkipSpace(at + 3);
        var control = Follows(at, "-%}") ? '-' : ' ';
        if (control == ' ' && !Follows(at, "%}")) return false;
        var tag = _at;
        _at = at + (control == '-' ? 3 : 2);
        if (control == '-') AfterTag('-', isBlock: true);
        var from = _at;
        for (var end = from; (end = _text.IndexOf("{%", end, StringComparison.Ordinal)) >= 0; end += 2)
        {
            var before = end + 2 < _text.Length && _text[end + 2] is '-' or '+' ? _text[end + 2] : ' ';
            var word = SkipSpace(before == ' ' ? end + 2 : end + 3);
            if (!Follows(word, "endraw")) continue;
            word = SkipSpace(word + 6);
            var after = Follows(word, "-%}") ? '-' : Follows(word, "+%}") ? '+' : ' ';
            if (after == ' ' && !Follows(word, "%}")) continue;
            AddData(from, Stripped(from, end, before, isBlock: true));
            _at = word + (after == ' ' ? 2 : 3);
            AfterTag(after, isBlock: true);
            return true;
        }

        if (_at == _text.Length) return true;
        throw Wrong("Missing end of raw directive", tag);
    }

    private void ReadTag(TokenKind begin, TokenKind end, string close)
    {
        Add(begin, "");
        var isBlock = end == TokenKind.BlockEnd;
        while (true)
        {
            _at = SkipSpace(_at);
            if (_at >= _text.Length) return; // the parser says what is missing
            if (_open.Count == 0)
            {
                var control = _text[_at];
                var isControlled = (control == '-' || (control == '+' && isBlock)) && Follows(_at + 1, close);
                if (isControlled || Follows(_at, close))
                {
                    Add(end, "");
                    _at += isControlled ? 3 : 2;
                    AfterTag(isControlled ? control : ' ', isBlock);
                    return;
                }
            }

            ReadToken();
        }
    }

    private void ReadToken()
    {
        var c = _text[_at];
        if (char.IsAsciiDigit(c)) ReadNumber();
        else if (CodePoints.IsWord(c)) ReadName();
        else if (c is '\'' or '"') ReadText(c);
        else ReadSign();
    }

    private void ReadName()
    {
        var end = _at;
        while (end < _text.Length && CodePoints.IsWord(_text[end])) end++;
        var name = _text.AsSpan(_at, end - _at);
        _names.Add(name);
        Add(TokenKind.Name, _names.TryGetValue(name, out var known) ? known : name.ToString());
        _at = end;
    }

    private void ReadNumber()
    {
        var (length, isFloat) = NumberToken.Measure(_text, _at);
        Add(isFloat ? TokenKind.Float : TokenKind.Integer,
            _text.Substring(_at, length).Replace("_", "", StringComparison.Ordinal));
        _at += length;
    }

    private void ReadText(char quote)
    {
        var end = _at + 1;
        while (end < _text.Length && _text[end] != quote) end += _text[end] == '\\' ? 2 : 1;
        if (end >= _text.Length) throw Wrong($"unexpected char {Repr.Text(quote.ToString())}: the text is not closed",
            _at);
        try
        {
            Add(TokenKind.Text, TextToken.Unescape(_text[(_at + 1)..end]));
        }
        catch (JinjaException e)
        {
            throw Wrong(e.Detail, _at);
        }

        _at = end + 1;
    }

    private void ReadSign()
    {
        var sign = SignAt(_text[_at], _at + 1 < _text.Length ? _text[_at + 1] : ' ')
            ?? throw Wrong($"unexpected char {Repr.Text(_text[_at].ToString())}", _at);
        if (sign is "(" or "[" or "{")
        {
            _open.Push(sign == "(" ? ')' : sign == "[" ? ']' : '}');
        }
        else if (sign is ")" or "]" or "}")
        {
            if (!_open.TryPop(out var expected)) throw Wrong($"unexpected '{sign}'", _at);
            if (expected != sign[0]) throw Wrong($"unexpected '{sign}', expected '{expected}'", _at);
        }

        Add(TokenKind.Sign, sign);
        _at += sign.Length;
    }

    private static string? SignAt(char c, char next) => c switch
    {
        '/' => next == '/' ? "//" : "/",
        '*' => next == '*' ? "**" : "*",
        '=' => next == '=' ? "==" : "=",
        '!' => next == '=' ? "!=" : null,
        '>' => next == '=' ? ">=" : ">",
        '<' => next == '=' ? "<=" : "<",
        '+' => "+",
        '-' => "-",
        '%' => "%",
        '~' => "~",
        '[' => "[",
        ']' => "]",
        '(' => "(",
        ')' => ")",
        '{' => "{",
        '}' => "}",
        '.' => ".",
        ':' => ":",
        '|' => "|",
        ',' => ",",
        ';' => ";",
        _ => null,
    };

    private int SkipSpace(int at)
    {
        while (at < _text.Length && CodePoints.IsSpace(_text[at])) at++;
        return at;
    }

    private bool Follows(int at, string part) => string.CompareOrdinal(_text, at, part, 0, part.Length) == 0;

    private void Add(TokenKind kind, string text)
    {
        if (_tokens.Count >= _options.Limits.MaxTokens)
            throw Wrong($"more than {_options.Limits.MaxTokens} words and signs (RenderLimits.MaxTokens)", _at);
        _tokens.Add(new Token(kind, text, LineAt(_at)));
    }

    private JinjaException Wrong(string detail, int at) => new(_name, LineAt(at), detail);

    private int LineAt(int at)
    {
        if (at < _counted) return _line - _text.AsSpan(at, _counted - at).Count('\n');
        _line += _text.AsSpan(_counted, at - _counted).Count('\n');
        _counted = at;
        return _line;
    }
}
