using System.Globalization;
using System.Text;

namespace Brine.Salt.Yaml.Scan;

/// <summary>A scalar in single or double quotes.</summary>
internal static class QuotedScan
{
    public static Token Read(Cursor at, FaultMaker fault)
    {
        var (start, quote) = (at.Index, at.Peek());
        var text = new StringBuilder();
        var between = new Folding();
        at.Skip();
        while (true)
        {
            if (at.IsAnyDocumentMark)
                throw fault("a document ends inside quotes", at.Index, Unclosed(quote));
            if (at.IsAtEnd)
                throw fault("the text ends inside quotes that begin here", start, Unclosed(quote));
            ReadPiece(at, quote, text, between, fault);
            if (at.Peek() == quote)
                break;
            between.Read(at);
            between.WriteTo(text);
        }
        at.Skip();
        return new Token(TokenKind.QuotedScalar, start, text.ToString());
    }

    private static void ReadPiece(Cursor at, char quote, StringBuilder text, Folding between, FaultMaker fault)
    {
        while (!at.IsBlankOrEnd())
        {
            var sign = at.Peek();
            if (sign == quote && quote == '\'' && at.Peek(1) == '\'')
            {
                text.Append(sign);
                at.Skip(2);
            }
            else if (sign == quote)
            {
                return;
            }
            else if (sign == '\\' && quote == '"' && at.IsBreak(1))
            {
                at.Skip();
                at.ReadBreak();
                between.BeginLine();
                return;
            }
            else if (sign == '\\' && quote == '"')
            {
                ReadEscape(at, text, fault);
            }
            else
            {
                text.Append(sign);
                at.Skip();
            }
        }
    }

    private static void ReadEscape(Cursor at, StringBuilder text, FaultMaker fault)
    {
        var digits = 0;
        var sign = at.Peek(1);
        _ = sign switch
        {
            '0' => text.Append('\0'),
            'a' => text.Append('\a'),
            'b' => text.Append('\b'),
            't' or '\t' => text.Append('\t'),
            'n' => text.Append('\n'),
            'v' => text.Append('\v'),
            'f' => text.Append('\f'),
            'r' => text.Append('\r'),
            'e' => text.Append('\e'),
            ' ' or '"' or '/' or '\\' => text.Append(sign),
            'N' => text.Append('\u0085'),
            '_' => text.Append('\u00A0'),
            'L' => text.Append('\u2028'),
            'P' => text.Append('\u2029'),
            'x' => Digits(2),
            'u' => Digits(4),
            'U' => Digits(8),
            _ => throw fault($"'\\{sign}' means nothing in double quotes", at.Index,
                "write '\\\\' for a backslash, or use single quotes"),
        };
        at.Skip(2);
        if (digits > 0)
            ReadCode(at, digits, text, fault);

        StringBuilder Digits(int count)
        {
            digits = count;
            return text;
        }
    }

    private static void ReadCode(Cursor at, int digits, StringBuilder text, FaultMaker fault)
    {
        var start = at.Index;
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(at.Peek()))
                throw fault(string.Create(CultureInfo.InvariantCulture,
                    $"this escape wants {digits} hexadecimal digits"), start);
            at.Skip();
        }
        var code = uint.Parse(at.From(start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!Rune.IsValid(code))
            throw fault("this escape names no character", start);
        text.Append(new Rune(code).ToString());
    }

    private static string Unclosed(char quote) => $"close it with {quote}";
}
