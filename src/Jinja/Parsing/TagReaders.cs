using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>The tags of <see cref="JinjaOptions.Tags"/></summary>
internal static class TagReaders
{
    public static Statement Read(TemplateParser parser, string name, JinjaTag tag, int line) => tag switch
    {
        JinjaTag.Import import => new ConvertedImport((Import)ImportReaders.Import(parser, line), import.Filter),
        JinjaTag.Load load => Load(parser, name, load, line),
        JinjaTag.Plain plain => Plain(parser, name, plain, line),
        _ => throw new InvalidOperationException("JinjaTag is a closed family"),
    };

    private static LoadBlock Load(TemplateParser parser, string name, JinjaTag.Load tag, int line)
    {
        parser.Tokens.ExpectName("as");
        var target = AssignReaders.Target(parser, null);
        var body = MacroReaders.Body(parser, parser.Names.Enter(), name, [], [], name, tag.End);
        target.Visit(parser.Names.Frame.Set); // only now: the body still sees what the name meant before
        return new LoadBlock(line, target, tag.Filter, body);
    }

    private static PlainBlock Plain(TemplateParser parser, string name, JinjaTag.Plain tag, int line)
    {
        parser.Tokens.ExpectName("as");
        var label = parser.Expressions.Parse();
        return new PlainBlock(line, label, parser.ParseWholeBody(name, tag.End));
    }
}
