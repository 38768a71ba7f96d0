using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>
/// What stands in the brackets of a call: positional and named arguments, <c>*rest</c>, <c>**named</c>.
/// </summary>
internal static class ArgumentReader
{
    public static ArgumentList Read(ExpressionParser parser, TokenStream tokens)
    {
        var line = tokens.Line;
        tokens.ExpectSign("(");
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        Expression? rest = null;
        Expression? namedRest = null;
        var isFirst = true;
        while (!tokens.Current.IsSign(")"))
        {
            if (!isFirst) tokens.ExpectSign(",");
            if (!isFirst && tokens.Current.IsSign(")")) break;
            isFirst = false;
            var isNamed = tokens.Current.Kind == TokenKind.Name && tokens.Ahead.IsSign("=");
            var isRest = tokens.Current.IsSign("*");
            if (namedRest is not null || (rest is not null && !isNamed && !tokens.Current.IsSign("**"))
                || (named.Count > 0 && !isNamed && !isRest && !tokens.Current.IsSign("**")))
                throw tokens.Wrong("invalid syntax for function call expression", line);
            if (tokens.SkipSign("*")) rest = parser.Parse();
            else if (tokens.SkipSign("**")) namedRest = parser.Parse();
            else if (isNamed)
            {
                var name = tokens.Identifier();
                tokens.ExpectSign("=");
                named.Add((name, parser.Parse()));
            }
            else
            {
                positional.Add(parser.Parse());
            }
        }

        tokens.ExpectSign(")");
        return new ArgumentList([.. positional], [.. named], rest, namedRest);
    }
}
