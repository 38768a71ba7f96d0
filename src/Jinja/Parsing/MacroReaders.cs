using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>macro, call, filter</summary>
internal static class MacroReaders
{
    public static Statement Macro(TemplateParser parser, int line)
    {
        var name = AssignReaders.Name(parser.Tokens);
        return new Macro(line, Signature(parser, name, "macro", "endmacro"));
    }

    public static Statement Call(TemplateParser parser, int line)
    {
        var (names, defaults) = parser.Tokens.Current.IsSign("(") ? Parameters(parser) : ([], []);
        if (parser.Expressions.Parse() is not Call call) throw parser.Tokens.Wrong("expected call", line);
        return new CallBlock(line, call, Body(parser, "caller", names, defaults, "call", "endcall"));
    }

    public static Statement Filter(TemplateParser parser, int line)
    {
        var filter = parser.Expressions.ParseBlockFilters(isFirstBare: true)!; // a bare one is always read
        return new FilterBlock(line, filter, Outside(parser, () => parser.ParseWholeBody("filter", "endfilter")));
    }

    private static MacroSignature Signature(TemplateParser parser, string name, string statement, string end)
    {
        var (names, defaults) = Parameters(parser);
        return Body(parser, name, names, defaults, statement, end);
    }

    private static MacroSignature Body(
        TemplateParser parser, string name, string[] names, Expression?[] defaults, string statement, string end)
    {
        parser.Names.Begin();
        var body = Outside(parser, () => parser.ParseWholeBody(statement, end));
        var used = parser.Names.End();
        return new MacroSignature(name, names, defaults, body)
        {
            TakesMore = used.Contains("varargs"),
            TakesNamed = used.Contains("kwargs"),
            TakesCaller = used.Contains("caller"),
        };
    }

    // A break inside a macro cannot end a loop around it.
    public static Block Outside(TemplateParser parser, Func<Block> read)
    {
        var loops = parser.Loops;
        parser.Loops = 0;
        var body = read();
        parser.Loops = loops;
        return body;
    }

    private static (string[] Names, Expression?[] Defaults) Parameters(TemplateParser parser)
    {
        var tokens = parser.Tokens;
        var names = new List<string>();
        var defaults = new List<Expression?>();
        tokens.ExpectSign("(");
        while (!tokens.Current.IsSign(")"))
        {
            if (names.Count > 0) tokens.ExpectSign(",");
            var name = AssignReaders.Name(tokens);
            if (names.Contains(name)) throw tokens.Wrong($"duplicate argument '{name}'");
            names.Add(name);
            var value = tokens.SkipSign("=") ? parser.Expressions.Parse() : null;
            if (value is null && defaults.Exists(other => other is not null))
                throw tokens.Wrong("non-default argument follows default argument");
            defaults.Add(value);
        }

        tokens.ExpectSign(")");
        return ([.. names], [.. defaults]);
    }
}
