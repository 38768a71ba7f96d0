using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>set, do, print, and what can be assigned to</summary>
internal static class AssignReaders
{
    public static Statement Set(TemplateParser parser, int line)
    {
        var target = parser.Tokens.Ahead.IsSign(".") ? Attribute(parser.Tokens) : Target(parser, null);
        if (parser.Tokens.SkipSign("="))
        {
            var value = parser.Expressions.ParseTuple();
            target.Visit(parser.Names.Frame.Set);
            return new Set(line, target, value);
        }

        target.Visit(parser.Names.Frame.Set);
        var frame = parser.Names.Enter();
        var filter = parser.Expressions.ParseBlockFilters(isFirstBare: false);
        var body = parser.ParseWholeBody("set", "endset");
        parser.Names.Leave();
        return new SetBlock(line, target, filter, body, frame);
    }

    public static Statement Do(TemplateParser parser, int line) => new Do(line, parser.Expressions.ParseTuple());

    public static Statement Print(TemplateParser parser, int line)
    {
        var parts = new List<Expression>();
        while (parser.Tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (parts.Count > 0) parser.Tokens.ExpectSign(",");
            parts.Add(parser.Expressions.Parse());
        }

        return new Print(line, new Concatenation(line, [.. parts]));
    }

    /// <summary>One name, or several with commas and parentheses.</summary>
    public static Target Target(TemplateParser parser, string? endName)
    {
        var tokens = parser.Tokens;
        var parts = new List<Target>();
        var isTuple = false;
        while (tokens.Current.Kind == TokenKind.Name || tokens.Current.IsSign("("))
        {
            if (parts.Count > 0 && endName is not null && tokens.Current.IsName(endName)) break;
            parts.Add(One(parser));
            if (!tokens.SkipSign(",")) break;
            isTuple = true;
            if (tokens.Current.IsSign("=")) throw tokens.Wrong("a name must follow the comma");
        }

        if (parts.Count == 0) throw tokens.Wrong($"can't assign to {tokens.Current.Describe()}");
        return isTuple ? new TupleTarget([.. parts]) : parts[0];
    }

    private static Target One(TemplateParser parser)
    {
        var tokens = parser.Tokens;
        if (!tokens.SkipSign("(")) return new NameTarget(Name(tokens));
        Values.Bounds.Stack();
        var inner = Target(parser, null);
        tokens.ExpectSign(")");
        return inner;
    }

    private static NamespaceTarget Attribute(TokenStream tokens)
    {
        var owner = tokens.Identifier();
        tokens.ExpectSign(".");
        return new NamespaceTarget(owner, tokens.Identifier());
    }

    public static string Name(TokenStream tokens)
    {
        var name = tokens.Identifier();
        return name is "true" or "false" or "none" or "True" or "False" or "None"
            ? throw tokens.Wrong($"can't assign to '{name}'")
            : name;
    }
}
