using Brine.Salt.Source;
using Brine.Salt.Yaml.Scan;

namespace Brine.Salt.Yaml;

/// <summary>
/// The anchors of a document, and how many values it comes to with its aliases written out, so that none can grow
/// without end.
/// </summary>
internal sealed class Anchors(PositionMap positions)
{
    private const long MostNodes = 1_000_000;

    private readonly Dictionary<string, (YamlNode Node, long Size)?> _found = new(StringComparer.Ordinal);
    private long _size;

    /// <summary>A node begins; its name, if it has one, means nothing inside itself.</summary>
    public (string? Name, long Size) Open(Token? anchor, int start)
    {
        var before = _size;
        Grow(1, positions.At(start));
        if (anchor is not { Text: var name })
            return (null, before);
        if (!_found.TryAdd(name, null))
            throw new TreeException("salt.yaml.anchor", $"anchor '&{name}' is given twice", positions.At(start),
                "give each anchor a name of its own");
        return (name, before);
    }

    public void Close((string? Name, long Size) opened, YamlNode node)
    {
        if (opened.Name is { } name)
            _found[name] = (node, _size - opened.Size);
    }

    public YamlNode Find(Token alias)
    {
        var at = positions.At(alias.Start);
        if (!_found.TryGetValue(alias.Text, out var found))
            throw new TreeException("salt.yaml.alias", $"found undefined alias '*{alias.Text}'", at,
                $"put '&{alias.Text}' before the value that is meant, further up in the file");
        if (found is not { } anchored)
            throw new TreeException("salt.yaml.alias", $"alias '*{alias.Text}' lies inside what it stands for", at);
        Grow(anchored.Size, at);
        return anchored.Node;
    }

    public void Grow(long nodes, SourceSpan at)
    {
        _size += nodes;
        if (_size > MostNodes)
            throw new TreeException("salt.yaml.size",
                $"the document has more than {MostNodes} values when its aliases are written out", at);
    }
}
