using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.Yaml.Scan;

namespace Brine.Salt.Yaml;

/// <summary>
/// Builds the tree of one document from the scanner's tokens, with libyaml's grammar: what it refuses is refused.
/// </summary>
internal sealed class TreeBuilder(Scanner scanner, PositionMap positions, DiagnosticBag diagnostics)
{
    private const int DeepestNesting = 200;

    private readonly Anchors _anchors = new(positions);
    private readonly TagNames _tags = new(scanner);

    private TokenKind Next => scanner.Current.Kind;

    /// <summary>The root; null for a text without a document.</summary>
    public YamlNode? Document()
    {
        if (Next == TokenKind.StreamEnd)
            return null;
        var root = BeginDocument() && Next is TokenKind.DocumentStart or TokenKind.DocumentEnd or TokenKind.StreamEnd
            or TokenKind.TagDirective or TokenKind.VersionDirective
            ? Empty(null)
            : Value(0, Place.Block);
        while (Next == TokenKind.DocumentEnd)
            scanner.Take();
        if (Next == TokenKind.StreamEnd)
            return root;
        var at = scanner.Current.Start;
        if (!BeginDocument())
            throw scanner.Fault("this does not belong to what stands before it", at,
                "check the indentation, quotes and brackets of this line and the one before");
        throw new TreeException("salt.yaml.documents", "expected a single document but found another one",
            At(at), "remove the '---' and what follows, or put it into a file of its own");
    }

    /// <summary>True when directives or <c>---</c> begin it.</summary>
    private bool BeginDocument()
    {
        var hasDirectives = _tags.ReadDirectives();
        if (Next == TokenKind.DocumentStart)
            scanner.Take();
        else if (hasDirectives)
            throw scanner.Fault("'---' must follow the directives", scanner.Current.Start);
        else
            return false;
        return true;
    }

    /// <summary>A node that is no key: there <c>=</c> and <c>&lt;&lt;</c> mean nothing to PyYAML.</summary>
    private YamlNode Value(int depth, Place place)
    {
        var node = Node(depth, place);
        if (node is YamlScalar { Text: "=" or "<<", Quoted: false, Kind: ScalarKind.Text } sign)
            diagnostics.Error("salt.yaml.tag", $"'{sign.Text}' has a meaning of its own in YAML 1.1", sign.Span,
                "quote it");
        return node;
    }

    private YamlNode Node(int depth, Place place)
    {
        var start = scanner.Current.Start;
        if (depth > DeepestNesting)
            throw new TreeException("salt.yaml.depth", $"nested deeper than {DeepestNesting} levels", At(start));
        if (Next == TokenKind.Alias)
            return _anchors.Find(scanner.Take());
        var (anchor, tag) = Properties();
        var opened = _anchors.Open(anchor, start);
        var node = Content(depth, place, start, tag, hasProperties: anchor is not null || tag is not null);
        _anchors.Close(opened, node);
        return node;
    }

    private (Token? Anchor, string? Tag) Properties()
    {
        var (anchor, tag) = (default(Token?), default(string));
        while (true)
        {
            if (Next == TokenKind.Anchor && anchor is null)
                anchor = scanner.Take();
            else if (Next == TokenKind.Tag && tag is null)
                tag = _tags.Resolve(scanner.Take());
            else
                return (anchor, tag);
        }
    }

    private YamlNode Content(int depth, Place place, int start, string? tag, bool hasProperties)
    {
        switch (Next)
        {
            case TokenKind.PlainScalar or TokenKind.QuotedScalar:
                var scalar = scanner.Take();
                return ScalarReader.Read(scalar.Text, scalar.Kind == TokenKind.PlainScalar, tag, At(start), diagnostics);
            case TokenKind.FlowListStart:
                return List(tag, start, FlowItems(depth));
            case TokenKind.FlowMapStart:
                return Map(tag, start, FlowPairs(depth));
            case TokenKind.BlockListStart when place != Place.Flow:
                return List(tag, start, BlockItems(depth));
            case TokenKind.BlockMapStart when place != Place.Flow:
                return Map(tag, start, BlockPairs(depth));
            case TokenKind.BlockEntry when place == Place.BlockMap:
                return List(tag, start, IndentlessItems(depth));
        }
        if (!hasProperties)
            throw scanner.Fault("there is no value where one is expected", scanner.Current.Start,
                "check the indentation, quotes and brackets of this line and the one before");
        return tag == "!" ? YamlScalar.Of("", At(start)) : ScalarReader.Read("", true, tag, At(start), diagnostics);
    }

    private YamlScalar Empty(Token? before) =>
        new(null, "", ScalarKind.Null, false, At(before is { } token ? token.Start : scanner.Current.Start));

    // Collections by indentation.

    private List<YamlNode> BlockItems(int depth)
    {
        var items = new List<YamlNode>();
        scanner.Take();
        while (Next == TokenKind.BlockEntry)
        {
            var dash = scanner.Take();
            items.Add(Next is TokenKind.BlockEntry or TokenKind.BlockEnd ? Empty(dash) : Value(depth + 1, Place.Block));
        }
        Close(TokenKind.BlockEnd, "this line belongs to no item of the list before it",
            "begin it with '- ' in the column of the others, or check the indentation");
        return items;
    }

    /// <summary>A list in the column of its own key, which needs no end.</summary>
    private List<YamlNode> IndentlessItems(int depth)
    {
        var items = new List<YamlNode>();
        while (Next == TokenKind.BlockEntry)
        {
            var dash = scanner.Take();
            items.Add(Next is TokenKind.BlockEntry or TokenKind.Key or TokenKind.Value or TokenKind.BlockEnd
                ? Empty(dash)
                : Value(depth + 1, Place.Block));
        }
        return items;
    }

    private List<(YamlNode, YamlNode)> BlockPairs(int depth)
    {
        var pairs = new List<(YamlNode, YamlNode)>();
        scanner.Take();
        while (Next == TokenKind.Key)
        {
            var sign = scanner.Take();
            var key = IsMissing() ? Empty(sign) : Node(depth + 1, Place.BlockMap);
            if (Next != TokenKind.Value)
            {
                pairs.Add((key, Empty(sign)));
                continue;
            }
            sign = scanner.Take();
            pairs.Add((key, IsMissing() ? Empty(sign) : Value(depth + 1, Place.BlockMap)));
            CountMerge(pairs[^1]);
        }
        Close(TokenKind.BlockEnd, "this line is no 'key: value' of the mapping before it",
            "check its indentation, and the quotes and brackets before it");
        return pairs;

        bool IsMissing() => Next is TokenKind.Key or TokenKind.Value or TokenKind.BlockEnd;
    }

    // Collections in brackets.

    private List<YamlNode> FlowItems(int depth)
    {
        var items = new List<YamlNode>();
        scanner.Take();
        while (Next != TokenKind.FlowListEnd)
        {
            if (items.Count > 0)
                Close(TokenKind.FlowEntry, "there is no ',' or ']' where one is expected", "close the list with ']'");
            if (Next == TokenKind.Key)
                items.Add(Pair(depth + 1));
            else if (Next != TokenKind.FlowListEnd)
                items.Add(Value(depth + 1, Place.Flow));
        }
        scanner.Take();
        return items;
    }

    /// <summary>A mapping of one pair, written in a list without its braces.</summary>
    private YamlMap Pair(int depth)
    {
        var start = scanner.Current.Start;
        var sign = scanner.Take();
        if (Next is not (TokenKind.Value or TokenKind.FlowEntry or TokenKind.FlowListEnd))
            return Map(null, start, [KeyAndValue(sign, depth, TokenKind.FlowListEnd)]);
        scanner.Take(); // libyaml drops what follows a '?' without a key
        return Map(null, start, [ValueOf(Empty(sign), sign, depth, TokenKind.FlowListEnd)]);
    }

    private List<(YamlNode, YamlNode)> FlowPairs(int depth)
    {
        var pairs = new List<(YamlNode, YamlNode)>();
        scanner.Take();
        while (Next != TokenKind.FlowMapEnd)
        {
            if (pairs.Count > 0)
                Close(TokenKind.FlowEntry, "there is no ',' or '}' where one is expected", "close the mapping with '}'");
            if (Next == TokenKind.Key)
                pairs.Add(KeyAndValue(scanner.Take(), depth, TokenKind.FlowMapEnd));
            else if (Next != TokenKind.FlowMapEnd)
                pairs.Add((Node(depth + 1, Place.Flow), Empty(null)));
        }
        scanner.Take();
        return pairs;
    }

    private (YamlNode, YamlNode) KeyAndValue(Token sign, int depth, TokenKind end)
    {
        var key = Next == TokenKind.Value || Next == TokenKind.FlowEntry || Next == end
            ? Empty(sign)
            : Node(depth + 1, Place.Flow);
        return ValueOf(key, sign, depth, end);
    }

    private (YamlNode, YamlNode) ValueOf(YamlNode key, Token sign, int depth, TokenKind end)
    {
        if (Next != TokenKind.Value)
            return (key, Empty(sign));
        sign = scanner.Take();
        var pair = (key, Next == TokenKind.FlowEntry || Next == end ? Empty(sign) : Value(depth + 1, Place.Flow));
        CountMerge(pair);
        return pair;
    }

    private YamlList List(string? tag, int start, List<YamlNode> items)
    {
        CheckTag(tag, "seq", start);
        return new YamlList([.. items], At(start));
    }

    private YamlMap Map(string? tag, int start, List<(YamlNode, YamlNode)> pairs)
    {
        CheckTag(tag, "map", start);
        return new MapBuilder(At(start), diagnostics).Build(pairs);
    }

    /// <summary>What a merge adds to the mapping that it is merged into.</summary>
    private void CountMerge((YamlNode Key, YamlNode Value) pair)
    {
        if (pair is (YamlScalar { Text: "<<", Quoted: false } key, YamlMap or YamlList))
            _anchors.Grow(Entries(pair.Value), key.Span);

        static long Entries(YamlNode merged) => merged switch
        {
            YamlMap map => map.Entries.Length,
            YamlList list => list.Items.Sum(Entries),
            _ => 0,
        };
    }

    private void CheckTag(string? tag, string expected, int start)
    {
        if (tag is not (null or "!") && tag != "tag:yaml.org,2002:" + expected)
            throw new TreeException("salt.yaml.tag", $"could not determine a constructor for the tag '{tag}'", At(start),
                "remove the tag");
    }

    private void Close(TokenKind kind, string message, string remedy)
    {
        if (Next != kind)
            throw scanner.Fault(message, scanner.Current.Start, remedy);
        scanner.Take();
    }

    private SourceSpan At(int offset) => positions.At(offset);

    /// <summary>Where a node stands, which decides what may be there.</summary>
    private enum Place
    {
        Block,
        BlockMap,
        Flow,
    }
}
