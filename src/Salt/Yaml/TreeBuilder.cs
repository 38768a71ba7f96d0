using System.Collections.Immutable;
using Brine.Salt.Source;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Brine.Salt.Yaml;

/// <summary>Builds the tree of one document from the parser's events.</summary>
internal sealed class TreeBuilder(IParser parser, PositionMap positions, DiagnosticBag diagnostics)
{
    private const int DeepestNesting = 200;

    /// <summary>
    /// Bounds what a document may come to with its aliases written out, so that none can grow without end.
    /// </summary>
    private const long MostNodes = 1_000_000;

    private readonly Dictionary<string, (YamlNode Node, long Size)?> _anchors = new(StringComparer.Ordinal);
    private long _size;

    /// <summary>The root; null for a text without a document.</summary>
    public YamlNode? Document()
    {
        Next<StreamStart>();
        if (!parser.MoveNext() || parser.Current is not DocumentStart)
            return null;
        parser.MoveNext();
        var root = Value(0, inFlow: false);
        Next<DocumentEnd>();
        if (parser.MoveNext() && parser.Current is DocumentStart second)
            throw new TreeException("salt.yaml.documents", "expected a single document but found another one",
                At(second.Start), "remove the '---' and what follows, or put it into a file of its own");
        return root;
    }

    /// <summary>Where the parser stands, for an error that it does not place itself.</summary>
    public SourceSpan Reached => At(parser.Current?.End ?? default);

    /// <summary>A node that is no key: there <c>=</c> and <c>&lt;&lt;</c> mean nothing to PyYAML.</summary>
    private YamlNode Value(int depth, bool inFlow)
    {
        var node = Node(depth, inFlow);
        if (node is YamlScalar { Text: "=" or "<<", Quoted: false, Kind: ScalarKind.Text } sign)
            diagnostics.Error("salt.yaml.tag", $"'{sign.Text}' has a meaning of its own in YAML 1.1", sign.Span,
                "quote it");
        return node;
    }

    private YamlNode Node(int depth, bool inFlow)
    {
        var current = parser.Current ?? throw new TreeException("salt.yaml.syntax", "the text ends too early",
            At(default));
        if (depth > DeepestNesting)
            throw new TreeException("salt.yaml.depth", $"nested deeper than {DeepestNesting} levels",
                At(current.Start));
        if (current is AnchorAlias alias)
            return Alias(alias);
        if (!inFlow && positions.TabBefore(current.Start.Index) is { } tab)
            throw new TreeException("salt.yaml.tab", YamlFault.Tab, positions.At(tab), YamlFault.TabRemedy);
        var before = _size;
        Grow(1, current.Start);
        var anchor = Announce(current);
        YamlNode node = current switch
        {
            Scalar scalar => ScalarReader.Read(scalar, At(scalar.Start), diagnostics),
            SequenceStart list => List(list, depth, inFlow),
            MappingStart map => new MapBuilder(At(map.Start), diagnostics).Build(Pairs(map, depth, inFlow)),
            _ => throw new TreeException("salt.yaml.syntax", $"did not expect {current}", At(current.Start)),
        };
        if (anchor is not null)
            _anchors[anchor] = (node, _size - before);
        return node;
    }

    private YamlList List(SequenceStart start, int depth, bool inFlow)
    {
        inFlow |= start.Style == SequenceStyle.Flow;
        CheckTag(start, "seq");
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
            items.Add(Value(depth + 1, inFlow));
        return new YamlList(items.ToImmutable(), At(start.Start));
    }

    private List<(YamlNode Key, YamlNode Value)> Pairs(MappingStart start, int depth, bool inFlow)
    {
        inFlow |= start.Style == MappingStyle.Flow;
        CheckTag(start, "map");
        var pairs = new List<(YamlNode, YamlNode)>();
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1, inFlow);
            parser.MoveNext();
            pairs.Add((key, Value(depth + 1, inFlow)));
            if (pairs[^1] is (YamlScalar { Text: "<<", Quoted: false }, YamlMap or YamlList))
                Grow(Entries(pairs[^1].Item2), start.Start);
        }
        return pairs;
    }

    /// <summary>What a merge adds to the mapping that it is merged into.</summary>
    private static long Entries(YamlNode merged) => merged switch
    {
        YamlMap map => map.Entries.Length,
        YamlList list => list.Items.Sum(Entries),
        _ => 0,
    };

    private YamlNode Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var found))
            throw new TreeException("salt.yaml.alias", $"found undefined alias '*{alias.Value.Value}'", At(alias.Start),
                $"put '&{alias.Value.Value}' before the value that is meant, further up in the file");
        if (found is not { } anchored)
            throw new TreeException("salt.yaml.alias", $"alias '*{alias.Value.Value}' lies inside what it stands for",
                At(alias.Start));
        Grow(anchored.Size, alias.Start);
        return anchored.Node;
    }

    private string? Announce(ParsingEvent current)
    {
        if (current is not NodeEvent { Anchor.IsEmpty: false } node)
            return null;
        var name = node.Anchor.Value;
        if (!_anchors.TryAdd(name, null))
            throw new TreeException("salt.yaml.anchor", $"anchor '&{name}' is given twice", At(current.Start),
                "give each anchor a name of its own");
        return name;
    }

    private void Grow(long nodes, Mark mark)
    {
        _size += nodes;
        if (_size > MostNodes)
            throw new TreeException("salt.yaml.size", $"the document has more than {MostNodes} values when its aliases " +
                "are written out", At(mark));
    }

    private void CheckTag(NodeEvent node, string expected)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value == "tag:yaml.org,2002:" + expected)
            return;
        throw new TreeException("salt.yaml.tag", $"could not determine a constructor for the tag '{node.Tag.Value}'",
            At(node.Start), "remove the tag");
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (!parser.MoveNext() || parser.Current is not T)
            throw new TreeException("salt.yaml.syntax", "the text is not one YAML document",
                At(parser.Current?.Start ?? default));
    }

    private SourceSpan At(Mark mark) => positions.At(mark.Index);
}
