using Brine.Jinja.Rendering;
using Brine.Jinja.Syntax;
using Brine.Jinja.Values;

namespace Brine.Jinja.Parsing;

/// <summary>A template's statements. What a tag means is in <see cref="StatementTable"/> and in the options.</summary>
internal sealed class TemplateParser
{
    private const int MaxDepth = 100;
    private readonly Dictionary<string, BlockStatement> _blocks = [];
    private readonly IReadOnlyDictionary<string, JinjaTag> _tags;
    private int _depth;

    private TemplateParser(TokenStream tokens, JinjaOptions options)
    {
        Tokens = tokens;
        _tags = options.Tags;
        Expressions = new ExpressionParser(tokens, Names, options);
    }

    public TokenStream Tokens { get; }

    public ExpressionParser Expressions { get; }

    public NameUse Names { get; } = new();

    /// <summary>Loops that the parser is inside of: <c>break</c> is wrong outside.</summary>
    public int Loops { get; set; }

    public static TemplateUnit Parse(string name, string text, JinjaOptions options)
    {
        var parser = new TemplateParser(new TokenStream(name, Lexer.Read(name, text, options)), options);
        try
        {
            return new TemplateUnit(name, parser.ParseUntil("the template", []), parser._blocks, parser.Names.Frame);
        }
        catch (JinjaException e) when (e.Line == 0)
        {
            throw e.At(name, parser.Tokens.Line);
        }
    }

    public void Define(BlockStatement block)
    {
        if (!_blocks.TryAdd(block.Name, block)) throw Tokens.Wrong($"block '{block.Name}' defined twice", block.Line);
    }

    /// <summary>
    /// The end of an opening tag, the body, and the name of the tag that ends it, whose name is consumed.
    /// </summary>
    public Block ParseBody(string statement, params ReadOnlySpan<string> ends)
    {
        Tokens.SkipSign(":");
        Tokens.Expect(TokenKind.BlockEnd, "end of statement block");
        Expressions.RefuseUnknown();
        return ParseUntil(statement, ends);
    }

    /// <summary>A body whose closing tag has one name only; that name is consumed.</summary>
    public Block ParseWholeBody(string statement, string end)
    {
        var body = ParseBody(statement, end);
        Tokens.Next();
        return body;
    }

    private Block ParseUntil(string statement, params ReadOnlySpan<string> ends)
    {
        if (++_depth > MaxDepth) throw Tokens.Wrong($"statements nested more than {MaxDepth} deep");
        Bounds.Stack();
        var line = Tokens.Line;
        var statements = new List<Statement>();
        while (Tokens.Current.Kind != TokenKind.End)
        {
            var token = Tokens.Next();
            if (token.Kind == TokenKind.Data)
            {
                statements.Add(new Data(token.Line, token.Text));
            }
            else if (token.Kind == TokenKind.PrintBegin)
            {
                statements.Add(new Print(token.Line, Expressions.ParseTuple()));
                Tokens.Expect(TokenKind.PrintEnd, "end of print statement");
                Expressions.RefuseUnknown();
            }
            else
            {
                if (Tokens.Current.Kind == TokenKind.Name && ends.Contains(Tokens.Current.Text))
                {
                    _depth--;
                    return new Block([.. statements]);
                }

                statements.Add(ParseStatement(ends));
                Tokens.Expect(TokenKind.BlockEnd, "end of statement block");
                Expressions.RefuseUnknown();
            }
        }

        if (ends.Length > 0)
            throw Tokens.Wrong(
                $"Unexpected end of template: '{statement}' of line {line} wants '{string.Join("' or '", ends)}'");
        return new Block([.. statements]);
    }

    private Statement ParseStatement(ReadOnlySpan<string> ends)
    {
        var token = Tokens.Expect(TokenKind.Name, "a tag name");
        if (StatementTable.Readers.TryGetValue(token.Text, out var reader)) return reader(this, token.Line);
        if (_tags.TryGetValue(token.Text, out var tag)) return TagReaders.Read(this, token.Text, tag, token.Line);
        throw Tokens.Wrong(ends.Length == 0
            ? $"Encountered unknown tag '{token.Text}'"
            : $"Encountered unknown tag '{token.Text}'; expected '{string.Join("' or '", ends)}'", token.Line);
    }
}
