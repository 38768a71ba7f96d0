namespace Brine.Salt.Yaml.Scan;

/// <summary><c>%YAML 1.1</c> and <c>%TAG !x! prefix</c>.</summary>
internal static class DirectiveScan
{
    public static Token Read(Cursor at, FaultMaker fault)
    {
        var start = at.Index;
        at.Skip();
        var name = TagScan.Word(at);
        if (name.Length == 0 || !at.IsBlankOrEnd())
            throw fault("'%' at the beginning of a line begins a directive, but this is none", start,
                "quote a value that begins with '%'");
        at.SkipBlanks();
        var token = name switch
        {
            "YAML" => new Token(TokenKind.VersionDirective, start, Version(at, fault)),
            "TAG" => TagDirective(at, start, fault),
            _ => throw fault($"found an unknown directive '%{name}'", start, "quote a value that begins with '%'"),
        };
        at.SkipBlanks();
        if (at.Peek() == '#')
            at.SkipToBreak();
        if (!at.IsBreakOrEnd())
            throw fault("a directive is alone on its line", at.Index);
        at.ReadBreak();
        return token;
    }

    private static string Version(Cursor at, FaultMaker fault)
    {
        var start = at.Index;
        while (char.IsAsciiDigit(at.Peek()) || at.Peek() == '.')
            at.Skip();
        var version = at.From(start).ToString();
        return version is "1.1" or "1.2" ? version
            : throw fault("found a YAML version that is neither 1.1 nor 1.2", start, "remove the line");
    }

    private static Token TagDirective(Cursor at, int start, FaultMaker fault)
    {
        var handle = TagScan.Handle(at, fault);
        if (handle is not ("!" or ['!', .., '!']) || !at.IsBlank())
            throw fault("a tag directive is written '%TAG !name! prefix'", start);
        at.SkipBlanks();
        var prefix = TagScan.Uri(at, "", fault, isVerbatim: true);
        return prefix.Length > 0 && at.IsBlankOrEnd() ? new Token(TokenKind.TagDirective, start, prefix, handle)
            : throw fault("a tag directive is written '%TAG !name! prefix'", start);
    }
}
