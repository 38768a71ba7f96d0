using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>macro, call, filter, autoescape</summary>
internal static class MacroReaders
{
    public static Statement Macro(TemplateParser parser, int line)
    {
        var name = AssignReaders.Name(parser.Tokens);
        parser.Names.Frame.Set(name);
        var frame = parser.Names.Enter();
        var (names, defaults) = Parameters(parser);
        var signature = Body(parser, frame, name, names, defaults, "macro", "endmacro");
        return new Macro(line, signature);
    }

    public static Statement Call(TemplateParser parser, int line)
    {
        var frame = parser.Names.Enter();
        var (names, defaults) = parser.Tokens.Current.IsSign("(") ? Parameters(parser) : ([], []);
        parser.Names.Leave();
        if (parser.Expressions.Parse() is not Call call) throw parser.Tokens.Wrong("expected call", line);
        parser.Names.Return(frame);
        return new CallBlock(line, call, Body(parser, frame, "caller", names, defaults, "call", "endcall"));
    }

    public static Statement Filter(TemplateParser parser, int line)
    {
        var frame = parser.Names.Enter();
        var filter = parser.Expressions.ParseBlockFilters(isFirstBare: true)!; // a bare one is always read
        var body = parser.ParseWholeBody("filter", "endfilter");
        parser.Names.Leave();
        return new FilterBlock(line, filter, body, frame);
    }

    public static Statement AutoEscape(TemplateParser parser, int line)
    {
        var wanted = parser.Expressions.Parse();
        var frame = parser.Names.Enter();
        var body = parser.ParseWholeBody("autoescape", "endautoescape");
        parser.Names.Leave();
        return new AutoEscape(line, wanted, body, frame);
    }

    public static MacroSignature Body(TemplateParser parser, FrameNames frame, string name, string[] names,
        Expression?[] defaults, string statement, string end)
    {
        parser.Names.Begin();
        var body = Outside(parser, () => parser.ParseWholeBody(statement, end));
        var used = parser.Names.End();
        parser.Names.Leave();
        var place = Array.IndexOf(names, "caller");
        if (place >= 0 && defaults[place] is null && used.Contains("caller"))
            throw parser.Tokens.Wrong("the special 'caller' argument must be omitted or be given a default");
        return new MacroSignature(name, names, defaults, body, frame)
        {
            TakesMore = used.Contains("varargs") && !names.Contains("varargs"),
            TakesNamed = used.Contains("kwargs") && !names.Contains("kwargs"),
            TakesCaller = used.Contains("caller"),
        };
    }

    // A break inside a macro cannot end a loop around it.
    private static Block Outside(TemplateParser parser, Func<Block> read)
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
            parser.Names.Frame.Declare(name);
            var value = tokens.SkipSign("=") ? parser.Expressions.Parse() : null;
            if (value is null && defaults.Exists(other => other is not null))
                throw tokens.Wrong("non-default argument follows default argument");
            defaults.Add(value);
        }

        tokens.ExpectSign(")");
        return ([.. names], [.. defaults]);
    }
}
