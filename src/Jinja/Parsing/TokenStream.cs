namespace Brine.Jinja.Parsing;

/// <summary>The tokens of one template, and the way to complain about them.</summary>
internal sealed class TokenStream(string name, List<Token> tokens)
{
    private int _at;

    public string Name => name;

    public Token Current => tokens[_at];

    public int Line => Current.Line;

    /// <summary>The token after the current one.</summary>
    public Token Ahead => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Next()
    {
        var token = tokens[_at];
        if (_at < tokens.Count - 1) _at++;
        return token;
    }

    public bool SkipSign(string sign) => Skip(Current.IsSign(sign));

    public bool SkipName(string word) => Skip(Current.IsName(word));

    public Token Expect(TokenKind kind, string what)
    {
        if (Current.Kind == kind) return Next();
        throw Wrong($"expected {what}, got {Current.Describe()}");
    }

    public void ExpectSign(string sign)
    {
        if (!SkipSign(sign)) throw Wrong($"expected '{sign}', got {Current.Describe()}");
    }

    public void ExpectName(string word)
    {
        if (!SkipName(word)) throw Wrong($"expected '{word}', got {Current.Describe()}");
    }

    public string Identifier()
    {
        var token = Expect(TokenKind.Name, "a name");
        return char.IsDigit(token.Text[0]) ? throw Wrong("Invalid character in identifier", token.Line) : token.Text;
    }

    public JinjaException Wrong(string detail) => Wrong(detail, Line);

    public JinjaException Wrong(string detail, int line) => new(name, line, detail);

    private bool Skip(bool isWanted)
    {
        if (isWanted) Next();
        return isWanted;
    }
}
