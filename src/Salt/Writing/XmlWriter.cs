using System.Text;
using Brine.Jinja;

namespace Brine.Salt.Writing;

/// <summary>
/// A mapping as XML, the way of Salt's <c>xml</c> filter: a key is an element, its plain members are attributes, its
/// lists and mappings are elements inside.
/// </summary>
internal static class XmlWriter
{
    public static string Write(JinjaValue value)
    {
        var root = new Element("");
        Add(root, Pairs(value));
        if (root.Children.Count == 0)
            throw new JinjaException("xml: there is nothing to write");
        var text = new StringBuilder("<?xml version=\"1.0\" ?>\n");
        Print(text, root.Children[^1], 0);
        return text.ToString();
    }

    private static void Add(Element parent, IEnumerable<(string Tag, JinjaValue Value)> pairs)
    {
        foreach (var (tag, value) in pairs)
        {
            if (value.Kind == JinjaKind.List)
            {
                if (parent.Tag.Length == 0 || !value.Items.Any())
                    throw new JinjaException($"xml: '{tag}' is a list that is empty or stands where the root must be");
                foreach (var item in value.Items)
                    Add(parent, [(tag, item)]);
                continue;
            }
            var element = new Element(tag);
            parent.Children.Add(element);
            if (value.Kind is JinjaKind.Text or JinjaKind.Integer or JinjaKind.Float or JinjaKind.Boolean)
            {
                element.Text = value.ToText();
                continue;
            }
            var members = Pairs(value).ToList();
            element.Attributes.AddRange(members.Where(member => !IsNested(member.Value))
                .Select(member => (member.Tag, member.Value.ToText())));
            Add(element, members.Where(member => IsNested(member.Value)));
        }
    }

    private static bool IsNested(JinjaValue value) => value.Kind is JinjaKind.Dict or JinjaKind.List;

    private static IEnumerable<(string Tag, JinjaValue Value)> Pairs(JinjaValue value) => value.Kind switch
    {
        JinjaKind.Dict => value.Entries.Select(entry => (entry.Key.ToText(), entry.Value)),
        JinjaKind.List or JinjaKind.Tuple when value.Items.All(item => item.Items.Count() == 2) =>
            value.Items.Select(item => (item.Items.First().ToText(), item.Items.Last())),
        _ => throw new JinjaException("xml: the value is neither a mapping nor a list of pairs"),
    };

    private static void Print(StringBuilder text, Element element, int depth)
    {
        text.Append(' ', depth).Append('<').Append(element.Tag);
        foreach (var (name, value) in element.Attributes)
            text.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');
        if (element.Children.Count == 0 && element.Text.Length == 0)
        {
            text.Append("/>\n");
            return;
        }
        text.Append('>');
        if (element.Children.Count == 0)
        {
            text.Append(Escape(element.Text));
        }
        else
        {
            text.Append('\n');
            foreach (var child in element.Children)
                Print(text, child, depth + 1);
            text.Append(' ', depth);
        }
        text.Append("</").Append(element.Tag).Append(">\n");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private sealed record Element(string Tag)
    {
        public string Text { get; set; } = "";

        public List<(string Name, string Value)> Attributes { get; } = [];

        public List<Element> Children { get; } = [];
    }
}
