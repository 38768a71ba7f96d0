namespace Brine.Salt.JsonQuery;

/// <summary>The smallest parts of a query.</summary>
internal enum QueryTokenKind
{
    /// <summary>A bare name.</summary>
    Name,

    /// <summary>A name in double quotes.</summary>
    QuotedName,
    Number,

    /// <summary>JSON between backticks, or a text in single quotes.</summary>
    Literal,

    /// <summary>Everything else, as it is written.</summary>
    Sign,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">A name, a number's digits, a sign.</param>
/// <param name="At">Where it begins in the query.</param>
/// <param name="Value">What a literal stands for.</param>
internal sealed record QueryToken(QueryTokenKind Kind, string Text, int At, Jinja.JinjaValue? Value = null)
{
    public bool Is(string sign) => Kind == QueryTokenKind.Sign && Text == sign;

    /// <summary>How strongly it binds what stands before it; zero for what ends an expression.</summary>
    public int Power => Kind != QueryTokenKind.Sign ? 0 : Text switch
    {
        "|" => 1,
        "||" => 2,
        "&&" => 3,
        "==" or "!=" or "<" or "<=" or ">" or ">=" => 5,
        "[]" => 9,
        "*" => 20,
        "[?" => 21,
        "." => 40,
        "!" => 45,
        "{" => 50,
        "[" => 55,
        "(" => 60,
        _ => 0,
    };
}
