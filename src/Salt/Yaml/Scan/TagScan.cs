using System.Text;

namespace Brine.Salt.Yaml.Scan;

/// <summary>What may stand before a node: <c>&amp;anchor</c>, <c>*alias</c>, <c>!tag</c>.</summary>
internal static class TagScan
{
    public static Token Anchor(Cursor at, FaultMaker fault)
    {
        var (start, kind) = (at.Index, at.Peek() == '*' ? TokenKind.Alias : TokenKind.Anchor);
        at.Skip();
        var name = Word(at);
        if (name.Length == 0 || !(at.IsBlankOrEnd() || "?:,]}%@`".Contains(at.Peek(), StringComparison.Ordinal)))
            throw fault(kind == TokenKind.Alias
                    ? "'*' begins an alias, whose name has letters, digits, '-' and '_' only"
                    : "'&' begins an anchor, whose name has letters, digits, '-' and '_' only",
                start, $"quote a value that begins with '{(kind == TokenKind.Alias ? '*' : '&')}'");
        return new Token(kind, start, name);
    }

    public static Token Tag(Cursor at, bool inFlow, FaultMaker fault)
    {
        var start = at.Index;
        var (handle, suffix) = at.Peek(1) == '<' ? Verbatim(at, fault) : Short(at, fault);
        if (!at.IsBlankOrEnd() && !(inFlow && at.Peek() == ','))
            throw fault("'!' begins a tag, and this is none", start, "quote a value that begins with '!'");
        return new Token(TokenKind.Tag, start, suffix, handle);
    }

    public static string Word(Cursor at)
    {
        var start = at.Index;
        while (char.IsAsciiLetterOrDigit(at.Peek()) || at.Peek() is '-' or '_')
            at.Skip();
        return at.From(start).ToString();
    }

    /// <summary><c>!</c>, <c>!!</c> or <c>!name!</c>; also <c>!name</c>, of which the name is no handle's.</summary>
    public static string Handle(Cursor at, FaultMaker fault)
    {
        var start = at.Index;
        if (at.Peek() != '!')
            throw fault("a tag begins with '!'", start);
        at.Skip();
        Word(at);
        if (at.Peek() == '!')
            at.Skip();
        return at.From(start).ToString();
    }

    /// <summary>What an address may hold, escapes resolved, behind what was read of it already.</summary>
    public static string Uri(Cursor at, string begun, FaultMaker fault, bool isVerbatim = false)
    {
        var text = new StringBuilder(begun);
        var bytes = new List<byte>();
        while (char.IsAsciiLetterOrDigit(at.Peek()) || "-_;/?:@&=+$.!~*'()%".Contains(at.Peek(), StringComparison.Ordinal)
            || (isVerbatim && at.Peek() is ',' or '[' or ']'))
        {
            if (at.Peek() != '%')
            {
                text.Append(at.Peek());
                at.Skip();
                continue;
            }
            bytes.Clear();
            while (at.Peek() == '%')
                bytes.Add(Escaped(at, fault));
            text.Append(Encoding.UTF8.GetString([.. bytes]));
        }
        return text.ToString();
    }

    private static byte Escaped(Cursor at, FaultMaker fault)
    {
        if (!char.IsAsciiHexDigit(at.Peek(1)) || !char.IsAsciiHexDigit(at.Peek(2)))
            throw fault("'%' in a tag stands before two hexadecimal digits", at.Index);
        var value = Convert.FromHexString([at.Peek(1), at.Peek(2)])[0];
        at.Skip(3);
        return value;
    }

    private static (string, string) Verbatim(Cursor at, FaultMaker fault)
    {
        var start = at.Index;
        at.Skip(2);
        var uri = Uri(at, "", fault, isVerbatim: true);
        if (uri.Length == 0 || at.Peek() != '>')
            throw fault("'!<' begins a tag that ends with '>'", start);
        at.Skip();
        return ("", uri);
    }

    private static (string Handle, string Suffix) Short(Cursor at, FaultMaker fault)
    {
        var start = at.Index;
        var handle = Handle(at, fault);
        if (handle is ['!', .., '!'])
        {
            var suffix = Uri(at, "", fault);
            return suffix.Length > 0 ? (handle, suffix) : throw fault("there is no tag after its handle", start);
        }
        var name = Uri(at, handle[1..], fault);
        return name.Length == 0 ? ("", "!") : ("!", name);
    }
}
