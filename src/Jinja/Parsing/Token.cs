namespace Brine.Jinja.Parsing;

internal enum TokenKind
{
    Data,
    PrintBegin,
    PrintEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Integer,
    Float,
    Sign,
    End,
}

/// <param name="Text">For texts the content without quotes and escapes, for everything else as written.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public string Describe() => Kind switch
    {
        TokenKind.End => "end of template",
        TokenKind.BlockEnd => "end of statement block",
        TokenKind.PrintEnd => "end of print statement",
        TokenKind.BlockBegin => "begin of statement block",
        TokenKind.PrintBegin => "begin of print statement",
        TokenKind.Data => "template text",
        _ => $"'{Text}'",
    };
}
