using Brine.Salt.Yaml.Scan;

namespace Brine.Salt.Yaml;

/// <summary>What the handles of tags stand for, by the document's directives.</summary>
internal sealed class TagNames(Scanner scanner)
{
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal)
    {
        [""] = "",
        ["!"] = "!",
        ["!!"] = "tag:yaml.org,2002:",
    };

    /// <returns>True when there are any.</returns>
    public bool ReadDirectives()
    {
        var (hasVersion, own) = (false, new HashSet<string>(StringComparer.Ordinal));
        while (scanner.Current is { Kind: TokenKind.VersionDirective or TokenKind.TagDirective } directive)
        {
            scanner.Take();
            if (directive.Kind == TokenKind.VersionDirective ? hasVersion : !own.Add(directive.Handle))
                throw scanner.Fault("this directive is given twice", directive.Start, "remove one of them");
            if (directive.Kind == TokenKind.TagDirective)
                _prefixes[directive.Handle] = directive.Text;
            else
                hasVersion = true;
        }
        return hasVersion || own.Count > 0;
    }

    public string Resolve(Token tag) => _prefixes.TryGetValue(tag.Handle, out var prefix)
        ? prefix + tag.Text
        : throw scanner.Fault($"found undefined tag handle '{tag.Handle}'", tag.Start, "quote a value that begins with '!'");
}
