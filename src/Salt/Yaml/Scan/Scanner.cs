using Brine.Salt.Source;

namespace Brine.Salt.Yaml.Scan;

/// <summary>
/// Cuts YAML 1.1 into tokens exactly where libyaml does, which is what Salt reads with: the same texts are taken, the
/// same are refused. A key is only known by the colon after it, so tokens wait until no key can begin before them.
/// </summary>
internal sealed class Scanner(string text, PositionMap positions)
{
    /// <summary>A key and its colon are on one line, at most this far apart.</summary>
    private const int LongestKey = 1024;

    private readonly Cursor _at = new(text);
    private readonly List<Token> _queue = [];
    private readonly List<PossibleKey> _keys = [default];
    private readonly Stack<int> _indents = [];
    private int _head;
    private int _taken;
    private int _indent = -1;
    private bool _mayBeKey = true;
    private bool _isCurrentSure;
    private bool _isDone;

    private int FlowLevel => _keys.Count - 1;

    /// <summary>The next token; <see cref="TokenKind.StreamEnd"/> again and again at the end.</summary>
    public Token Current
    {
        get
        {
            while (!_isCurrentSure)
            {
                if (_isDone || (_head < _queue.Count && !MayBeginKey()))
                    _isCurrentSure = true;
                else
                    Fetch();
            }
            return _queue[_head];
        }
    }

    public Token Take()
    {
        var token = Current;
        if (token.Kind == TokenKind.StreamEnd)
            return token;
        _taken++;
        _isCurrentSure = false;
        if (++_head == _queue.Count)
        {
            _queue.Clear();
            _head = 0;
        }
        return token;
    }

    public TreeException Fault(string message, int at, string? remedy = null) =>
        new("salt.yaml.syntax", message, positions.At(at), remedy);

    private void Fetch()
    {
        SkipToToken();
        DropStaleKeys();
        Unroll(_at.Column);
        var sign = _at.Peek();
        if (_at.IsAtEnd)
            FetchEnd();
        else if (_at.Column == 0 && sign == '%')
            FetchAlone(DirectiveScan.Read(_at, Fault));
        else if (_at.IsAnyDocumentMark)
            FetchDocumentMark();
        else if (sign is '[' or '{')
            FetchFlowStart(sign);
        else if (sign is ']' or '}')
            FetchFlowEnd(sign);
        else if (sign == ',')
            FetchSign(TokenKind.FlowEntry, mayBeKey: true);
        else if (sign == '-' && _at.IsBlankOrEnd(1))
            FetchBlockSign(TokenKind.BlockEntry, TokenKind.BlockListStart, "a list item is");
        else if (sign == '?' && (FlowLevel > 0 || _at.IsBlankOrEnd(1)))
            FetchBlockSign(TokenKind.Key, TokenKind.BlockMapStart, "a key is");
        else if (sign == ':' && (FlowLevel > 0 || _at.IsBlankOrEnd(1)))
            FetchValue();
        else
            FetchContent(sign);
    }

    private void FetchContent(char sign)
    {
        switch (sign)
        {
            case '*' or '&':
                BeginNode();
                Add(TagScan.Anchor(_at, Fault));
                break;
            case '!':
                BeginNode();
                Add(TagScan.Tag(_at, FlowLevel > 0, Fault));
                break;
            case '|' or '>' when FlowLevel == 0:
                DropKey();
                _mayBeKey = true;
                Add(BlockScan.Read(_at, _indent, Fault));
                break;
            case '\'' or '"':
                BeginNode();
                Add(QuotedScan.Read(_at, Fault));
                break;
            default:
                if (!BeginsPlain(sign))
                    throw Stray(sign);
                BeginNode();
                Add(PlainScan.Read(_at, _indent, FlowLevel > 0, Fault, out _mayBeKey));
                break;
        }
    }

    private bool BeginsPlain(char sign) => sign switch
    {
        '-' => !_at.IsBlank(1),
        '?' or ':' => FlowLevel == 0 && !_at.IsBlankOrEnd(1),
        _ => !_at.IsBlankOrEnd() && !",[]{}#&*!|>'\"%@`".Contains(sign, StringComparison.Ordinal),
    };

    private TreeException Stray(char sign) => sign == '\t'
        ? new TreeException("salt.yaml.tab", "a tab indents this line; YAML indents with spaces only",
            positions.At(_at.Index), "replace the tab by spaces")
        : Fault($"found '{sign}', which cannot begin a value", _at.Index, $"quote a value that begins with '{sign}'");

    private void SkipToToken()
    {
        while (true)
        {
            if (_at.Column == 0 && _at.Peek() == '\uFEFF')
                _at.Skip(); // the mark of a file's beginning, which an include brings into the middle
            while (_at.Peek() == ' ' || (_at.Peek() == '\t' && (FlowLevel > 0 || !_mayBeKey)))
                _at.Skip();
            if (_at.Peek() == '#')
                _at.SkipToBreak();
            if (!_at.IsBreak())
                return;
            _at.ReadBreak();
            _mayBeKey |= FlowLevel == 0;
        }
    }

    // What may still prove to be a key.

    private void DropStaleKeys()
    {
        for (var i = 0; i < _keys.Count; i++)
        {
            var key = _keys[i];
            if (!key.IsPossible || (key.Line == _at.Line && key.Start + LongestKey >= _at.Index))
                continue;
            if (key.IsRequired)
                throw NoColon(key);
            _keys[i] = default;
        }
    }

    /// <summary>True when the token at the head may still get a key before it.</summary>
    private bool MayBeginKey()
    {
        DropStaleKeys();
        foreach (var key in _keys)
            if (key.IsPossible && key.Number == _taken)
                return true;
        return false;
    }

    private void KeepKey()
    {
        if (!_mayBeKey)
            return;
        DropKey();
        _keys[^1] = new PossibleKey(true, FlowLevel == 0 && _indent == _at.Column, _taken + _queue.Count - _head,
            _at.Index, _at.Line, _at.Column);
    }

    private void DropKey()
    {
        if (_keys[^1] is { IsPossible: true, IsRequired: true })
            throw NoColon(_keys[^1]);
        _keys[^1] = default;
    }

    private TreeException NoColon(PossibleKey key) => Fault("there is no ': ' after this key", key.Start,
        "write 'key: value'; check the indentation of this line, and quotes and brackets before it");

    // Indentation.

    private void Roll(int column, TokenKind kind, int start, int number)
    {
        if (FlowLevel > 0 || _indent >= column)
            return;
        _indents.Push(_indent);
        _indent = column;
        _queue.Insert(_head + number - _taken, new Token(kind, start));
    }

    private void Unroll(int column)
    {
        while (FlowLevel == 0 && _indent > column)
        {
            Add(new Token(TokenKind.BlockEnd, _at.Index));
            _indent = _indents.Pop();
        }
    }

    // One kind of token each.

    private void FetchEnd()
    {
        Unroll(-1);
        DropKey();
        _mayBeKey = false;
        _isDone = true;
        Add(new Token(TokenKind.StreamEnd, _at.Index));
    }

    private void FetchAlone(Token token)
    {
        Unroll(-1);
        DropKey();
        _mayBeKey = false;
        Add(token);
    }

    private void FetchDocumentMark()
    {
        FetchAlone(new Token(_at.Peek() == '-' ? TokenKind.DocumentStart : TokenKind.DocumentEnd, _at.Index));
        _at.Skip(3);
    }

    private void FetchFlowStart(char sign)
    {
        KeepKey();
        _keys.Add(default);
        _mayBeKey = true;
        AddSign(sign == '[' ? TokenKind.FlowListStart : TokenKind.FlowMapStart);
    }

    private void FetchFlowEnd(char sign)
    {
        DropKey();
        if (FlowLevel > 0)
            _keys.RemoveAt(_keys.Count - 1);
        _mayBeKey = false;
        AddSign(sign == ']' ? TokenKind.FlowListEnd : TokenKind.FlowMapEnd);
    }

    private void FetchSign(TokenKind kind, bool mayBeKey)
    {
        DropKey();
        _mayBeKey = mayBeKey;
        AddSign(kind);
    }

    /// <summary><c>-</c> or <c>?</c>, which begin a collection where there is none yet.</summary>
    private void FetchBlockSign(TokenKind kind, TokenKind collection, string what)
    {
        if (FlowLevel == 0)
        {
            if (!_mayBeKey)
                throw Fault($"{what} not allowed here", _at.Index,
                    "put it on a line of its own, or quote the value that holds it");
            Roll(_at.Column, collection, _at.Index, _taken + _queue.Count - _head);
        }
        FetchSign(kind, mayBeKey: kind == TokenKind.BlockEntry || FlowLevel == 0);
    }

    private void FetchValue()
    {
        if (_keys[^1] is { IsPossible: true } key)
        {
            _queue.Insert(_head + key.Number - _taken, new Token(TokenKind.Key, key.Start));
            Roll(key.Column, TokenKind.BlockMapStart, key.Start, key.Number);
            _keys[^1] = default;
            _mayBeKey = false;
        }
        else
        {
            if (FlowLevel == 0)
            {
                if (!_mayBeKey)
                    throw Fault("a mapping value is not allowed here", _at.Index,
                        "a value that holds ': ' must be quoted; otherwise check the indentation");
                Roll(_at.Column, TokenKind.BlockMapStart, _at.Index, _taken + _queue.Count - _head);
            }
            _mayBeKey = FlowLevel == 0;
        }
        AddSign(TokenKind.Value);
    }

    private void BeginNode()
    {
        KeepKey();
        _mayBeKey = false;
    }

    private void AddSign(TokenKind kind)
    {
        Add(new Token(kind, _at.Index));
        _at.Skip();
    }

    private void Add(Token token) => _queue.Add(token);

    /// <param name="IsRequired">It stands where a block mapping needs a key.</param>
    /// <param name="Number">Which token it would stand before, counted from the first of the text.</param>
    private readonly record struct PossibleKey(
        bool IsPossible, bool IsRequired, int Number, int Start, int Line, int Column);
}
