using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>if, for, break, continue, with</summary>
internal static class ControlReaders
{
    public static Statement If(TemplateParser parser, int line)
    {
        var branches = new List<(Expression, Block)>();
        parser.Names.Frame.Ifs++;
        while (true)
        {
            var condition = parser.Expressions.ParseTuple(isConditional: false);
            branches.Add((condition, parser.ParseBody("if", "elif", "else", "endif")));
            var end = parser.Tokens.Next().Text;
            if (end == "elif") continue;
            var otherwise = end == "else" ? parser.ParseWholeBody("else", "endif") : null;
            parser.Names.Frame.Ifs--;
            return new If(line, [.. branches], otherwise);
        }
    }

    public static Statement For(TemplateParser parser, int line)
    {
        var tokens = parser.Tokens;
        var target = AssignReaders.Target(parser, "in");
        target.Visit(name =>
        {
            if (name == "loop") throw tokens.Wrong("Can't assign to special loop variable in for-loop target", line);
        });
        tokens.ExpectName("in");
        var items = parser.Expressions.ParseTuple(isConditional: false, endName: "recursive");
        parser.Names.Enter();
        target.Visit(parser.Names.Frame.Declare);
        var condition = tokens.SkipName("if") ? parser.Expressions.Parse() : null;
        parser.Names.Leave();
        var isRecursive = tokens.SkipName("recursive");
        parser.Names.Begin();
        var frame = parser.Names.Enter();
        target.Visit(frame.Declare);
        parser.Loops++;
        var body = parser.ParseBody("for", "endfor", "else");
        parser.Loops--;
        parser.Names.Leave();
        var usesLoop = parser.Names.End().Contains("loop");
        parser.Names.Enter();
        var otherwise = tokens.Next().Text == "else" ? parser.ParseWholeBody("else", "endfor") : null;
        parser.Names.Leave();
        return new For(line, target, items, condition, body, otherwise)
        {
            IsRecursive = isRecursive,
            Names = frame,
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

        var frame = parser.Names.Enter();
        foreach (var (target, _) in names) target.Visit(frame.Declare);
        var body = parser.ParseWholeBody("with", "endwith");
        parser.Names.Leave();
        return new With(line, [.. names], body, frame);
    }
}
