using System.Globalization;
using Brine.Jinja;

namespace Brine.Salt.Writing;

/// <summary>
/// A value as Salt writes it as YAML: what PyYAML's safe dumper with libyaml gives, folded at the same places.
/// </summary>
internal sealed class YamlWriter(bool isAscii)
{
    /// <summary>Longer keys get a question mark of their own.</summary>
    private const int LongestKey = 128;

    private readonly YamlPage _page = new();
    private readonly HashSet<YamlTree.Node> _written = [];
    private int _flow;

    /// <param name="value">The value.</param>
    /// <param name="isFlow">All between brackets; false: a line for each member; null: the innermost in brackets.</param>
    /// <param name="isAscii">Everything else is written as an escape.</param>
    public static string Write(JinjaValue value, bool? isFlow, bool isAscii = false)
    {
        var writer = new YamlWriter(isAscii);
        writer.Node(YamlTree.Of(value, isFlow), isInMapping: false, isKey: false);
        return writer._page.ToString();
    }

    private void Node(YamlTree.Node node, bool isInMapping, bool isKey)
    {
        if (node.Anchor > 0)
        {
            var isSecond = !_written.Add(node);
            _page.Sign((isSecond ? "*" : "&") + Name(node.Anchor), needsSpace: true);
            if (isSecond)
                return;
        }
        if (node is YamlTree.Scalar scalar)
            Scalar(scalar, isKey);
        else if (node is YamlTree.Sequence list)
            List(list, isInMapping);
        else
            Map((YamlTree.Mapping)node);
    }

    private static string Name(int anchor) => "id" + anchor.ToString("000", CultureInfo.InvariantCulture);

    private void Scalar(YamlTree.Scalar scalar, bool isKey)
    {
        // The lines of a folded scalar stand deeper than what it belongs to.
        var outer = _page.Indent;
        _page.Indent = outer < 0 ? 2 : outer + 2;
        var shape = YamlShape.Of(scalar.Text, isAscii);
        var isPlain = scalar.IsPlain && !(isKey && shape.HasBreaks)
            && (_flow > 0 ? shape.MayBePlainInFlow : shape.MayBePlain)
            && (scalar.Text.Length > 0 || (_flow == 0 && !isKey));
        if (scalar.IsBytes)
            _page.Sign("!!binary", needsSpace: true);
        if (scalar.IsBytes && (_flow > 0 || isKey || scalar.Text.Length == 0))
            _page.Double(scalar.Text, !isKey, isAscii);
        else if (scalar.IsBytes)
            _page.Literal(scalar.Text);
        else if (isPlain)
            _page.Plain(scalar.Text, !isKey);
        else if (shape.MayBeSingle && !(isKey && shape.HasBreaks))
            _page.Single(scalar.Text, !isKey);
        else
            _page.Double(scalar.Text, !isKey, isAscii);
        _page.Indent = outer;
    }

    private void List(YamlTree.Sequence list, bool isInMapping)
    {
        var isFlow = _flow > 0 || list.IsFlow || list.Items.Count == 0;
        var outer = Enter(isFlow, isFlat: !isFlow && isInMapping && !_page.IsAtIndention);
        if (isFlow)
            _page.Sign("[", needsSpace: true, givesSpace: true);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (isFlow)
                Next(i);
            else
                Dash();
            Node(list.Items[i], isInMapping: false, isKey: false);
        }
        Leave(outer, isFlow, "]");
    }

    private void Map(YamlTree.Mapping map)
    {
        if (map.IsSet)
            _page.Sign("!!set", needsSpace: true);
        var isFlow = _flow > 0 || map.IsFlow || map.Entries.Count == 0;
        var outer = Enter(isFlow, isFlat: false);
        if (isFlow)
            _page.Sign("{", needsSpace: true, givesSpace: true);
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var (key, value) = map.Entries[i];
            if (isFlow)
                Next(i);
            else
                _page.Line();
            Entry(key, value, isFlow);
        }
        Leave(outer, isFlow, "}");
    }

    private void Entry(YamlTree.Node key, YamlTree.Node value, bool isFlow)
    {
        if (IsShort(key))
        {
            Node(key, isInMapping: true, isKey: true);
            _page.Sign(":", needsSpace: false);
        }
        else
        {
            _page.Sign("?", needsSpace: true, givesSpace: false, isIndention: !isFlow);
            Node(key, isInMapping: true, isKey: false);
            if (!isFlow || _page.IsWide)
                _page.Line();
            _page.Sign(":", needsSpace: true, givesSpace: false, isIndention: !isFlow);
        }
        Node(value, isInMapping: true, isKey: false);
    }

    private static bool IsShort(YamlTree.Node key) => key switch
    {
        YamlTree.Scalar scalar => scalar.Text.EnumerateRunes().Sum(rune => rune.Utf8SequenceLength) <= LongestKey
            && !YamlShape.Of(scalar.Text).HasBreaks,
        YamlTree.Sequence list => list.Items.Count == 0,
        YamlTree.Mapping map => map.Entries.Count == 0,
        _ => false,
    };

    private int Enter(bool isFlow, bool isFlat)
    {
        var outer = _page.Indent;
        if (isFlow)
            _flow++;
        if (_page.Indent < 0)
            _page.Indent = isFlow ? 2 : 0;
        else if (!isFlat)
            _page.Indent += 2;
        return outer;
    }

    private void Leave(int outer, bool isFlow, string bracket)
    {
        _page.Indent = outer;
        if (!isFlow)
            return;
        _flow--;
        _page.Sign(bracket, needsSpace: false);
    }

    private void Next(int place)
    {
        if (place > 0)
            _page.Sign(",", needsSpace: false);
        if (_page.IsWide)
            _page.Line();
    }

    private void Dash()
    {
        _page.Line();
        _page.Sign("-", needsSpace: true, givesSpace: false, isIndention: true);
    }
}
