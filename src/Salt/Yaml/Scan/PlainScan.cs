using System.Text;

namespace Brine.Salt.Yaml.Scan;

/// <summary>A scalar without quotes, which ends where something else can begin.</summary>
internal static class PlainScan
{
    /// <param name="indent">The column of the collection that it stands in; lines at or before it end the scalar.</param>
    /// <param name="endsLine">True when line ends were read behind it, so that a key may follow.</param>
    public static Token Read(Cursor at, int indent, bool inFlow, FaultMaker fault, out bool endsLine)
    {
        var start = at.Index;
        var text = new StringBuilder();
        var between = new Folding();
        while (!at.IsAnyDocumentMark && at.Peek() != '#')
        {
            var from = at.Index;
            while (!at.IsBlankOrEnd() && !IsEnd(at, inFlow, fault))
                at.Skip();
            if (at.Index == from)
                break;
            between.WriteTo(text);
            text.Append(at.From(from));
            if (!at.IsBlank() && !at.IsBreak())
                break;
            if (!between.Read(at, indent))
                throw fault("a tab indents this line; YAML indents with spaces only", at.Index,
                    "replace the tab by spaces");
            if (!inFlow && at.Column <= indent)
                break;
        }
        endsLine = between.HasBreak;
        return new Token(TokenKind.PlainScalar, start, text.ToString());
    }

    private static bool IsEnd(Cursor at, bool inFlow, FaultMaker fault)
    {
        var sign = at.Peek();
        if (sign == ':')
        {
            if (inFlow && at.Peek(1) is ',' or '?' or '[' or ']' or '{' or '}')
                throw fault("found an unexpected ':' in a value", at.Index, "put a space behind it, or quote the value");
            return at.IsBlankOrEnd(1);
        }
        return inFlow && sign is ',' or '[' or ']' or '{' or '}';
    }
}
