using System.Globalization;
using System.Text;

namespace Brine.Salt.Yaml.Scan;

/// <summary>A scalar below <c>|</c> (lines stay) or <c>&gt;</c> (lines are folded).</summary>
internal sealed class BlockScan
{
    private readonly Cursor _at;
    private readonly FaultMaker _fault;
    private readonly int _parent;
    private readonly StringBuilder _breaks = new();
    private int _indent;

    private BlockScan(Cursor at, int parent, FaultMaker fault) => (_at, _parent, _fault) = (at, parent, fault);

    /// <param name="parent">The column of the collection that it stands in; -1 at the top.</param>
    public static Token Read(Cursor at, int parent, FaultMaker fault) => new BlockScan(at, parent, fault).Read();

    private Token Read()
    {
        var (start, folds) = (_at.Index, _at.Peek() == '>');
        _at.Skip();
        var keep = Header();
        var text = new StringBuilder();
        var (ending, wasBlank) = ("", false);
        SkipBreaks();
        while (_at.Column == _indent && !_at.IsAtEnd)
        {
            var isBlank = _at.IsBlank();
            if (folds && ending == "\n" && !wasBlank && !isBlank)
                text.Append(_breaks.Length == 0 ? " " : "");
            else
                text.Append(ending);
            text.Append(_breaks);
            _breaks.Clear();
            wasBlank = isBlank;
            var from = _at.Index;
            _at.SkipToBreak();
            text.Append(_at.From(from));
            ending = _at.ReadBreak();
            SkipBreaks();
        }
        if (keep != '-')
            text.Append(ending);
        if (keep == '+')
            text.Append(_breaks);
        // Always text, as in quotes.
        return new Token(TokenKind.QuotedScalar, start, text.ToString());
    }

    /// <summary>What follows the sign on its line: an indentation and what is to be kept of the last line ends.</summary>
    private char Header()
    {
        var keep = ' ';
        for (var i = 0; i < 2; i++)
        {
            var sign = _at.Peek();
            if (keep == ' ' && sign is '+' or '-')
                keep = sign;
            else if (_indent == 0 && char.IsAsciiDigit(sign))
                _indent = sign != '0' ? Math.Max(_parent, 0) + sign - '0'
                    : throw _fault("an indentation of 0 is not possible", _at.Index);
            else
                break;
            _at.Skip();
        }
        _at.SkipBlanks();
        if (_at.Peek() == '#')
            _at.SkipToBreak();
        if (!_at.IsBreakOrEnd())
            throw _fault("nothing but a comment may follow '|' or '>' on its line", _at.Index,
                "quote a value that begins with '|' or '>'; a block text begins on the next line");
        _at.ReadBreak();
        return keep;
    }

    /// <summary>Goes over empty lines and the indentation, and finds out how deep that is if it is not yet known.</summary>
    private void SkipBreaks()
    {
        var deepest = 0;
        while (true)
        {
            while ((_indent == 0 || _at.Column < _indent) && _at.Peek() == ' ')
                _at.Skip();
            deepest = Math.Max(deepest, _at.Column);
            if ((_indent == 0 || _at.Column < _indent) && _at.Peek() == '\t')
                throw _fault("a tab indents this line; YAML indents with spaces only", _at.Index,
                    "replace the tab by spaces");
            if (!_at.IsBreak())
                break;
            _breaks.Append(_at.ReadBreak());
        }
        if (_indent == 0)
            _indent = Math.Max(Math.Max(deepest, _parent + 1), 1);
    }
}
