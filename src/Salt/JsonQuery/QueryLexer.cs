using System.Text;
using Brine.Jinja;
using Brine.Salt.Templates;

namespace Brine.Salt.JsonQuery;

/// <summary>A query's text as tokens.</summary>
internal static class QueryLexer
{
    private static readonly string[] Pairs = ["==", "!=", "<=", ">=", "||", "&&", "[?", "[]"];

    public static List<QueryToken> Read(string text)
    {
        var tokens = new List<QueryToken>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is ' ' or '\t' or '\n' or '\r')
            {
                i++;
                continue;
            }
            var (token, next) = One(text, i);
            tokens.Add(token);
            i = next;
        }
        tokens.Add(new QueryToken(QueryTokenKind.End, "", text.Length));
        return tokens;
    }

    private static (QueryToken Token, int Next) One(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiLetter(c) || c == '_')
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            return (new QueryToken(QueryTokenKind.Name, text[at..end], at), end);
        }
        if (char.IsAsciiDigit(c) || (c == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            var end = at + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            return (new QueryToken(QueryTokenKind.Number, text[at..end], at), end);
        }
        if (c is '"' or '\'' or '`')
        {
            var (inner, end) = Quoted(text, at);
            return (c switch
            {
                '"' => new QueryToken(QueryTokenKind.QuotedName, TextData.Json($"\"{inner}\"").ToText(), at),
                '\'' => new QueryToken(QueryTokenKind.Literal, inner, at,
                    JinjaValue.Of(inner.Replace("\\'", "'", StringComparison.Ordinal))),
                _ => new QueryToken(QueryTokenKind.Literal, inner, at,
                    Json(inner.Replace("\\`", "`", StringComparison.Ordinal))),
            }, end);
        }
        if (Array.Find(Pairs, pair => string.CompareOrdinal(text, at, pair, 0, 2) == 0) is { } two)
            return (new QueryToken(QueryTokenKind.Sign, two, at), at + 2);
        return ".*[]{}(),:@&|!<>".Contains(c, StringComparison.Ordinal)
            ? (new QueryToken(QueryTokenKind.Sign, c.ToString(), at), at + 1)
            : throw new JinjaException($"json_query: '{c}' at {at} of '{text}' is no part of a query");
    }

    private static (string Inner, int End) Quoted(string text, int at)
    {
        var inner = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == text[at])
                return (inner.ToString(), i + 1);
            inner.Append(text[i]);
            if (text[i] == '\\' && i + 1 < text.Length)
                inner.Append(text[++i]);
        }
        throw new JinjaException($"json_query: the {text[at]} at {at} of '{text}' is not closed");
    }

    /// <summary>Texts may stand between backticks without quotes.</summary>
    private static JinjaValue Json(string text)
    {
        try
        {
            return TextData.Json(text);
        }
        catch (JinjaException)
        {
            return TextData.Json($"\"{text.TrimStart()}\"");
        }
    }
}
