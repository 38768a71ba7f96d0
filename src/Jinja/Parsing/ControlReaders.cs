using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>if, for, break, continue, with</summary>
internal static class ControlReaders
{
    public static Statement If(TemplateParser parser, int line)
    {
        var branches = new List<(Expression, Block)>();
        while (true)
        {
            var condition = parser.Expressions.ParseTuple(isConditional: false);
            branches.Add((condition, parser.ParseBody("if", "elif", "else", "endif")));
            var end = parser.Tokens.Next().Text;
            if (end == "elif") continue;
            var otherwise = end == "else" ? parser.ParseWholeBody("else", "endif") : null;
            return new If(line, [.. branches], otherwise);
        }
    }

    public static Statement For(TemplateParser parser, int line)
    {
        var tokens = parser.Tokens;
        var target = AssignReaders.Target(parser, "in");
        tokens.ExpectName("in");
        var items = parser.Expressions.ParseTuple(isConditional: false, endName: "recursive");
        var condition = tokens.SkipName("if") ? parser.Expressions.Parse() : null;
        var isRecursive = tokens.SkipName("recursive");
        parser.Names.Begin();
        parser.Loops++;
        var body = parser.ParseBody("for", "endfor", "else");
        parser.Loops--;
        var usesLoop = parser.Names.End().Contains("loop");
        var otherwise = tokens.Next().Text == "else" ? parser.ParseWholeBody("else", "endfor") : null;
        return new For(line, target, items, condition, body, otherwise)
        {
            IsRecursive = isRecursive,
            UsesLoop = usesLoop || isRecursive,
        };
    }

    public static Statement Jump(TemplateParser parser, int line, Flow flow) => parser.Loops > 0
        ? new Jump(line, flow)
        : throw parser.Tokens.Wrong("break and continue belong inside a for loop", line);

    public static Statement With(TemplateParser parser, int line)
    {
        var tokens = parser.Tokens;
        var names = new List<(Target, Expression)>();
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (names.Count > 0) tokens.ExpectSign(",");
            var target = AssignReaders.Target(parser, null);
            tokens.ExpectSign("=");
            names.Add((target, parser.Expressions.Parse()));
        }

        return new With(line, [.. names], parser.ParseWholeBody("with", "endwith"));
    }
}
