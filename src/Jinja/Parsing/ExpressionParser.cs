using System.Globalization;
using Brine.Jinja.Checks;
using Brine.Jinja.Filters;
using Brine.Jinja.Syntax;
using Brine.Jinja.Values;

namespace Brine.Jinja.Parsing;

/// <summary>Expressions, one method a level of precedence, the loosest first.</summary>
internal sealed class ExpressionParser(TokenStream tokens, NameUse names, JinjaOptions options)
{
    private readonly List<JinjaException> _unknown = [];
    private const int MaxDepth = 200;
    private int _depth;

    public Expression Parse()
    {
        if (++_depth > MaxDepth) throw tokens.Wrong($"an expression nested more than {MaxDepth} deep");
        Bounds.Stack();
        var value = ParseConditional();
        _depth--;
        return value;
    }

    public Expression ParseConditional()
    {
        var line = tokens.Line;
        var unknown = _unknown.Count;
        var value = ParseOr();
        while (tokens.SkipName("if"))
        {
            var condition = ParseOr();
            value = new Conditional(line, condition, value, tokens.SkipName("else") ? Parse() : null);
            // What may not be reached may be unknown; it is an error only when it is.
            _unknown.RemoveRange(unknown, _unknown.Count - unknown);
        }

        return value;
    }

    /// <summary>One expression, or several with commas, which make a tuple.</summary>
    public Expression ParseTuple(bool isConditional = true, bool isInParentheses = false, string? endName = null)
    {
        var line = tokens.Line;
        var items = new List<Expression>();
        var isTuple = false;
        while (!IsTupleEnd(endName))
        {
            items.Add(isConditional ? Parse() : ParseOr());
            if (!tokens.SkipSign(",")) break;
            isTuple = true;
        }

        if (isTuple || (items.Count == 0 && isInParentheses)) return new TupleLiteral(line, [.. items]);
        return items.Count == 1 ? items[0]
            : throw tokens.Wrong($"Expected an expression, got {tokens.Current.Describe()}");
    }

    private bool IsTupleEnd(string? endName) =>
        tokens.Current.Kind is TokenKind.PrintEnd or TokenKind.BlockEnd || tokens.Current.IsSign(")")
        || (endName is not null && tokens.Current.IsName(endName));

    public Expression ParseOr()
    {
        var left = ParseAnd();
        for (var line = tokens.Line; tokens.SkipName("or"); line = tokens.Line)
        {
            var unknown = _unknown.Count;
            var isDecided = left is Literal { Value.IsTrue: true };
            left = new Or(line, left, ParseAnd());
            if (isDecided) _unknown.RemoveRange(unknown, _unknown.Count - unknown);
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        for (var line = tokens.Line; tokens.SkipName("and"); line = tokens.Line) left = new And(line, left, ParseNot());
        return left;
    }

    private Expression ParseNot()
    {
        var line = tokens.Line;
        var count = 0;
        while (tokens.SkipName("not")) count++;
        var value = ParseComparison();
        if (count == 0) return value;
        value = new Not(line, value);
        return count % 2 == 0 ? new Not(line, value) : value;
    }

    private Expression ParseComparison()
    {
        var line = tokens.Line;
        var first = ParseSum();
        List<(string, Expression)>? rest = null;
        while (ComparisonSign() is { } sign) (rest ??= []).Add((sign, ParseSum()));
        return rest is null ? first : new Comparison(line, first, [.. rest]);
    }

    private string? ComparisonSign()
    {
        var token = tokens.Current;
        if (token.Kind == TokenKind.Sign && token.Text is "==" or "!=" or "<" or "<=" or ">" or ">=")
            return tokens.Next().Text;
        if (tokens.SkipName("in")) return "in";
        if (!token.IsName("not") || !tokens.Ahead.IsName("in")) return null;
        tokens.Next();
        tokens.Next();
        return "not in";
    }

    private Expression ParseSum() => ParseChain(ParseConcatenation, "+", "-");

    private Expression ParseConcatenation()
    {
        var line = tokens.Line;
        var first = ParseProduct();
        if (!tokens.Current.IsSign("~")) return first;
        var parts = new List<Expression> { first };
        while (tokens.SkipSign("~")) parts.Add(ParseProduct());
        return new Concatenation(line, [.. parts]);
    }

    private Expression ParseProduct() => ParseChain(ParsePower, "*", "/", "//", "%");

    private Expression ParsePower() => ParseChain(() => ParseUnary(true), "**");

    private Expression ParseChain(Func<Expression> part, params ReadOnlySpan<string> signs)
    {
        var left = part();
        while (tokens.Current.Kind == TokenKind.Sign && signs.Contains(tokens.Current.Text))
        {
            var sign = tokens.Next();
            left = new Calculation(sign.Line, sign.Text, left, part());
        }

        return left;
    }

    private Expression ParseUnary(bool withFilters)
    {
        var line = tokens.Line;
        Expression value;
        if (tokens.Current.IsSign("-") || tokens.Current.IsSign("+"))
        {
            if (++_depth > MaxDepth) throw tokens.Wrong($"an expression nested more than {MaxDepth} deep");
            var isNegative = tokens.Next().Text == "-";
            value = new Negation(line, ParseUnary(false), isNegative);
            _depth--;
        }
        else
        {
            value = ParsePrimary();
        }

        value = ParsePostfix(value);
        return withFilters ? ParseFilters(value) : value;
    }

    /// <summary>A name, a literal or something in brackets.</summary>
    public Expression ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name: return ParseName();
            case TokenKind.Text: return ParseText();
            case TokenKind.Integer: return new Literal(token.Line, Integer(tokens.Next()));
            case TokenKind.Float:
                return new Literal(token.Line,
                    JinjaValue.Of(double.Parse(tokens.Next().Text, CultureInfo.InvariantCulture)));
            case TokenKind.Sign when token.Text == "(":
                tokens.Next();
                var inner = ParseTuple(isInParentheses: true);
                tokens.ExpectSign(")");
                return inner;
            case TokenKind.Sign when token.Text == "[": return ParseList();
            case TokenKind.Sign when token.Text == "{": return ParseDict();
            default: throw tokens.Wrong($"unexpected {token.Describe()}");
        }
    }

    private Expression ParseName()
    {
        var line = tokens.Line;
        var name = tokens.Identifier();
        switch (name)
        {
            case "true" or "True": return new Literal(line, JinjaValue.True);
            case "false" or "False": return new Literal(line, JinjaValue.False);
            case "none" or "None": return new Literal(line, JinjaValue.None);
            case "self": return new Self(line);
            default:
                names.Add(name);
                return new Name(line, name);
        }
    }

    private Literal ParseText()
    {
        var line = tokens.Line;
        var text = tokens.Next().Text;
        while (tokens.Current.Kind == TokenKind.Text) text += tokens.Next().Text;
        return new Literal(line, JinjaValue.Of(text));
    }

    private JinjaValue Integer(Token token)
    {
        try
        {
            return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var small)
                ? JinjaValue.Of(small)
                : IntegerReading.Read(token.Text, 0)!;
        }
        catch (JinjaException e)
        {
            throw tokens.Wrong(e.Detail, token.Line);
        }
    }

    private ListLiteral ParseList()
    {
        var line = tokens.Next().Line;
        var items = new List<Expression>();
        while (!tokens.Current.IsSign("]"))
        {
            if (items.Count > 0) tokens.ExpectSign(",");
            if (tokens.Current.IsSign("]")) break;
            items.Add(Parse());
        }

        tokens.ExpectSign("]");
        return new ListLiteral(line, [.. items]);
    }

    private DictLiteral ParseDict()
    {
        var line = tokens.Next().Line;
        var entries = new List<(Expression, Expression)>();
        while (!tokens.Current.IsSign("}"))
        {
            if (entries.Count > 0) tokens.ExpectSign(",");
            if (tokens.Current.IsSign("}")) break;
            var key = Parse();
            tokens.ExpectSign(":");
            entries.Add((key, Parse()));
        }

        tokens.ExpectSign("}");
        return new DictLiteral(line, [.. entries]);
    }

    public Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            if (tokens.Current.IsSign(".")) value = ParseAttribute(value);
            else if (tokens.Current.IsSign("[")) value = ParseSubscript(value);
            else if (tokens.Current.IsSign("(")) value = ParseCall(value);
            else return value;
        }
    }

    private Expression ParseAttribute(Expression owner)
    {
        var line = tokens.Next().Line;
        if (tokens.Current.Kind == TokenKind.Integer) return new ItemAccess(line, owner,
            new Literal(line, Integer(tokens.Next())));
        return tokens.Current.Kind == TokenKind.Name
            ? new AttributeAccess(line, owner, tokens.Identifier())
            : throw tokens.Wrong("expected name or number");
    }

    private Expression ParseSubscript(Expression owner)
    {
        var line = tokens.Next().Line;
        var from = tokens.Current.IsSign(":") ? null : Parse();
        if (tokens.SkipSign(":"))
        {
            var to = IsSliceEnd() ? null : Parse();
            var step = tokens.SkipSign(":") && !IsSliceEnd() ? Parse() : null;
            tokens.ExpectSign("]");
            return new SliceAccess(line, owner, from, to, step);
        }

        if (tokens.Current.IsSign(","))
        {
            var items = new List<Expression> { from! };
            while (tokens.SkipSign(",")) items.Add(Parse());
            from = new TupleLiteral(line, [.. items]);
        }

        tokens.ExpectSign("]");
        return new ItemAccess(line, owner, from!);
    }

    private bool IsSliceEnd() => tokens.Current.IsSign("]") || tokens.Current.IsSign(":");

    private Call ParseCall(Expression callee) => new(tokens.Line, callee, ArgumentReader.Read(this, tokens));

    private Expression ParseFilters(Expression value)
    {
        while (true)
        {
            if (tokens.Current.IsSign("|")) value = ParseFilter(value);
            else if (tokens.Current.IsName("is")) value = ParseTest(value);
            else if (tokens.Current.IsSign("(")) value = ParseCall(value);
            else return value;
        }
    }

    /// <summary>
    /// The filters of a block: the first stands without a bar in <c>{% filter %}</c>. Null when there is none.
    /// </summary>
    public Filter? ParseBlockFilters(bool isFirstBare)
    {
        var filter = isFirstBare ? ReadFilter(null) : null;
        while (tokens.Current.IsSign("|")) filter = ParseFilter(filter);
        return filter;
    }

    private Filter ParseFilter(Expression? value)
    {
        tokens.ExpectSign("|");
        return ReadFilter(value);
    }

    private Filter ReadFilter(Expression? value)
    {
        var line = tokens.Line;
        var name = DottedName();
        var body = options.Filters.GetValueOrDefault(name) ?? FilterTable.Find(name);
        if (body is null) Unknown(line, $"no filter named '{name}'");
        var arguments = tokens.Current.IsSign("(") ? ArgumentReader.Read(this, tokens) : ArgumentList.Empty;
        return new Filter(line, value, name, arguments, body);
    }

    /// <summary>As in Jinja, an unknown filter or test is an error at once, unless a condition may skip it.</summary>
    private void Unknown(int line, string detail)
    {
        if (names.Frame.Ifs == 0) _unknown.Add(tokens.Wrong(detail, line));
    }

    /// <summary>To be called where an expression is whole, and it is known whether a condition is around.</summary>
    public void RefuseUnknown()
    {
        if (_unknown.Count > 0) throw _unknown[0];
    }

    private string DottedName()
    {
        var name = tokens.Identifier();
        while (tokens.SkipSign(".")) name += "." + tokens.Identifier();
        return name;
    }

    private Expression ParseTest(Expression value)
    {
        var line = tokens.Next().Line;
        var isNegated = tokens.SkipName("not");
        var name = DottedName();
        var arguments = ArgumentList.Empty;
        if (tokens.Current.IsSign("(")) arguments = ArgumentReader.Read(this, tokens);
        else if (BeginsOperand(tokens.Current))
        {
            if (tokens.Current.IsName("is")) throw tokens.Wrong("You cannot chain multiple tests with is");
            arguments = ArgumentList.Empty with { Positional = [ParsePostfix(ParsePrimary())] };
        }

        var body = options.Tests.GetValueOrDefault(name) ?? TestTable.Find(name);
        if (body is null) Unknown(line, $"no test named '{name}'");
        Expression test = new Test(line, value, name, arguments, body);
        return isNegated ? new Not(line, test) : test;
    }

    private static bool BeginsOperand(Token token) => token.Kind switch
    {
        TokenKind.Name => token.Text is not ("else" or "or" or "and"),
        TokenKind.Text or TokenKind.Integer or TokenKind.Float => true,
        _ => token.IsSign("[") || token.IsSign("{"),
    };
}
