using System.Globalization;
using Brine.Jinja;

namespace Brine.Salt.JsonQuery;

/// <summary>What a part of a query makes of the value that it is asked of.</summary>
internal delegate JinjaValue QueryStep(JinjaValue value);

/// <summary>A query's tokens as one step. The grammar is JMESPath's, with its binding powers.</summary>
internal sealed class QueryParser(string text)
{
    /// <summary>What binds weaker than this ends the right side of a projection.</summary>
    private const int ProjectionEnd = 10;

    private readonly List<QueryToken> _tokens = QueryLexer.Read(text);
    private int _at;
    private int _depth;

    private QueryToken Current => _tokens[_at];

    public QueryStep Parse()
    {
        var step = Expression(0);
        return Current.Kind == QueryTokenKind.End ? step : throw Wrong(Current);
    }

    private QueryStep Expression(int power)
    {
        if (++_depth > 100)
            throw new JinjaException("json_query: the query is nested too deeply");
        var left = Begin(Next());
        while (power < Current.Power)
            left = Continue(Next(), left);
        _depth--;
        return left;
    }

    private QueryStep Begin(QueryToken token) => token switch
    {
        { Kind: QueryTokenKind.Literal } => _ => token.Value!,
        { Kind: QueryTokenKind.Name } when Current.Is("(") => Function(token),
        { Kind: QueryTokenKind.Name or QueryTokenKind.QuotedName } => QuerySteps.Field(token.Text),
        { Text: "@" } => value => value,
        { Text: "*" } => QuerySteps.ValuesOf(value => value, ProjectionRight(20)),
        { Text: "[]" } => QuerySteps.Projection(QuerySteps.Flat(value => value), ProjectionRight(9)),
        { Text: "[?" } => Filter(value => value),
        { Text: "!" } => QuerySteps.Not(Expression(45)),
        { Text: "&" } => Reference(),
        { Text: "{" } => Hash(),
        { Text: "(" } => Grouped(),
        { Text: "[" } => Bracket(),
        _ => throw Wrong(token),
    };

    private QueryStep Continue(QueryToken token, QueryStep left) => token.Text switch
    {
        "." => Dotted(left),
        "|" => QuerySteps.Chain(left, Expression(1)),
        "||" => QuerySteps.Or(left, Expression(2)),
        "&&" => QuerySteps.And(left, Expression(3)),
        "==" or "!=" or "<" or "<=" or ">" or ">=" => QuerySteps.Comparison(token.Text, left, Expression(5)),
        "[]" => QuerySteps.Projection(QuerySteps.Flat(left), ProjectionRight(9)),
        "[?" => Filter(left),
        "[" => Index(left),
        _ => throw Wrong(token),
    };

    private QueryStep Dotted(QueryStep left)
    {
        if (!Current.Is("*"))
            return QuerySteps.Chain(left, DotRight(40));
        Next();
        return QuerySteps.ValuesOf(left, ProjectionRight(20));
    }

    private QueryStep DotRight(int power)
    {
        if (Current.Kind is QueryTokenKind.Name or QueryTokenKind.QuotedName || Current.Is("*"))
            return Expression(power);
        if (Current.Is("["))
        {
            Next();
            return SelectedList();
        }
        if (!Current.Is("{"))
            throw Wrong(Current);
        Next();
        return Hash();
    }

    private QueryStep ProjectionRight(int power)
    {
        if (Current.Power < ProjectionEnd)
            return value => value;
        if (Current.Is("[") || Current.Is("[?"))
            return Expression(power);
        if (!Current.Is("."))
            throw Wrong(Current);
        Next();
        return DotRight(power);
    }

    private QueryStep Bracket()
    {
        if (Current.Kind == QueryTokenKind.Number || Current.Is(":"))
            return Number(value => value);
        if (!Current.Is("*") || !_tokens[_at + 1].Is("]"))
            return SelectedList();
        _at += 2;
        return QuerySteps.Projection(value => value, ProjectionRight(20));
    }

    private QueryStep Index(QueryStep left)
    {
        if (Current.Kind == QueryTokenKind.Number || Current.Is(":"))
            return Number(left);
        Expect("*");
        Expect("]");
        return QuerySteps.Projection(left, ProjectionRight(20));
    }

    /// <summary><c>[1]</c>, or the slice <c>[1:5:2]</c>, which is a projection.</summary>
    private QueryStep Number(QueryStep left)
    {
        var parts = new int?[3];
        var colons = 0;
        while (!Current.Is("]"))
        {
            var token = Next();
            if (token.Is(":") && ++colons < 3)
                continue;
            if (token.Kind != QueryTokenKind.Number
                || !int.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                throw Wrong(token);
            parts[colons] = number;
        }
        Next();
        return colons == 0
            ? QuerySteps.Chain(left, QuerySteps.At(parts[0]!.Value))
            : QuerySteps.Projection(QuerySteps.Chain(left, QuerySteps.Slice(parts[0], parts[1], parts[2])), ProjectionRight(20));
    }

    private QueryStep Filter(QueryStep left)
    {
        var condition = Expression(0);
        Expect("]");
        return QuerySteps.Filter(left, condition, Current.Is("[]") ? value => value : ProjectionRight(21));
    }

    private QueryStep SelectedList()
    {
        var parts = new List<QueryStep> { Expression(0) };
        while (Current.Is(","))
        {
            Next();
            parts.Add(Expression(0));
        }
        Expect("]");
        return QuerySteps.SelectList(parts);
    }

    private QueryStep Hash()
    {
        var parts = new List<(string, QueryStep)>();
        while (true)
        {
            var key = Next();
            if (key.Kind is not (QueryTokenKind.Name or QueryTokenKind.QuotedName))
                throw Wrong(key);
            Expect(":");
            parts.Add((key.Text, Expression(0)));
            if (Current.Is("}"))
                break;
            Expect(",");
        }
        Next();
        return QuerySteps.SelectHash(parts);
    }

    private QueryStep Grouped()
    {
        var inner = Expression(0);
        Expect(")");
        return inner;
    }

    private QueryStep Reference()
    {
        var inner = Expression(0);
        return _ => new QueryReference(inner);
    }

    private QueryStep Function(QueryToken name)
    {
        Next();
        var parts = new List<QueryStep>();
        while (!Current.Is(")"))
        {
            parts.Add(Expression(0));
            if (!Current.Is(","))
                break;
            Next();
        }
        Expect(")");
        var body = QueryFunctions.Find(name.Text, parts.Count);
        return value => body([.. parts.Select(part => part(value))]);
    }

    private QueryToken Next()
    {
        var token = _tokens[_at];
        if (_at < _tokens.Count - 1)
            _at++;
        return token;
    }

    private void Expect(string sign)
    {
        var token = Next();
        if (!token.Is(sign))
            throw Wrong(token);
    }

    private JinjaException Wrong(QueryToken token) => new(token.Kind == QueryTokenKind.End
        ? $"json_query: '{text}' ends too early"
        : $"json_query: did not expect '{token.Text}' at {token.At} of '{text}'");
}
