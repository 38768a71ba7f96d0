using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>import, from, include, extends, block</summary>
internal static class ImportReaders
{
    public static Statement Import(TemplateParser parser, int line)
    {
        var template = parser.Expressions.Parse();
        parser.Tokens.ExpectName("as");
        var alias = AssignReaders.Name(parser.Tokens);
        parser.Names.Frame.Set(alias);
        return new Import(line, template, alias, Context(parser.Tokens) ?? false);
    }

    public static Statement From(TemplateParser parser, int line)
    {
        var tokens = parser.Tokens;
        var template = parser.Expressions.Parse();
        tokens.ExpectName("import");
        var names = new List<(string, string)>();
        bool? context = null;
        do
        {
            if ((context = Context(tokens)) is not null) break;
            var name = AssignReaders.Name(tokens);
            if (name.StartsWith('_'))
                throw tokens.Wrong("names starting with an underline can not be imported");
            names.Add((name, tokens.SkipName("as") ? AssignReaders.Name(tokens) : name));
            parser.Names.Frame.Set(names[^1].Item2);
            context = Context(tokens);
        }
        while (context is null && tokens.SkipSign(","));
        return new FromImport(line, template, [.. names], context ?? false);
    }

    public static Statement Include(TemplateParser parser, int line)
    {
        var tokens = parser.Tokens;
        var template = parser.Expressions.Parse();
        var mayMiss = tokens.Current.IsName("ignore") && tokens.Ahead.IsName("missing");
        if (mayMiss)
        {
            tokens.Next();
            tokens.Next();
        }

        return new Include(line, template, mayMiss, Context(tokens) ?? true);
    }

    public static Statement Extends(TemplateParser parser, int line) => new Extends(line, parser.Expressions.Parse());

    public static Statement Block(TemplateParser parser, int line)
    {
        var name = parser.Tokens.Identifier();
        var isScoped = parser.Tokens.SkipName("scoped");
        if (isScoped) parser.Names.Add("loop"); // what overrides it may use the loop around it
        var isRequired = parser.Tokens.SkipName("required");
        var loops = parser.Loops;
        parser.Loops = 0;
        var frame = parser.Names.Enter(isAlone: !isScoped);
        var body = parser.ParseWholeBody("block", "endblock");
        parser.Names.Leave();
        parser.Loops = loops;
        if (isRequired && body.Statements.Any(s => s is not Data data || data.Text.Any(c => !char.IsWhiteSpace(c))))
            throw parser.Tokens.Wrong("Required blocks can only contain comments or whitespace", line);
        parser.Tokens.SkipName(name);
        var block = new BlockStatement(line, name, isScoped, isRequired, body, frame);
        parser.Define(block);
        return block;
    }

    /// <summary><c>with context</c> or <c>without context</c>; null when neither is written.</summary>
    private static bool? Context(TokenStream tokens)
    {
        if (!tokens.Ahead.IsName("context")
            || !(tokens.Current.IsName("with") || tokens.Current.IsName("without"))) return null;
        var isWith = tokens.Next().Text == "with";
        tokens.Next();
        return isWith;
    }
}
