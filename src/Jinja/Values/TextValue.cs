using System.Diagnostics.CodeAnalysis;
using System.Text;
using Brine.Jinja.Methods;

namespace Brine.Jinja.Values;

/// <summary>
/// A Python <c>str</c>. <paramref name="markup"/>: already escaped, as the <c>e</c> and <c>safe</c> filters mark it.
/// </summary>
internal sealed class TextValue(string text, bool markup = false) : JinjaValue
{
    public static readonly TextValue Empty = new("");

    public override JinjaKind Kind => JinjaKind.Text;
    public override bool IsTrue => text.Length > 0;
    public override IEnumerable<JinjaValue> Items => [];
    public bool IsMarkup => markup;
    internal override string TypeName => markup ? "Markup" : "str";
    internal override int? Count => CodePoints.Count(text);

    public override string ToText() => text;

    public override string ToRepr() => markup ? $"Markup({Repr.Text(text)})" : Repr.Text(text);

    public override bool TryGetText([NotNullWhen(true)] out string? value)
    {
        value = text;
        return true;
    }

    internal override void WriteRepr(StringBuilder target, int depth) => target.Append(ToRepr());

    internal override IEnumerable<JinjaValue> Walk() => CodePoints.Split(text).Select(Of);

    internal override JinjaValue? FindAttribute(string name) => TextMethods.Table.Find(this, name);

    internal override JinjaValue? FindItem(JinjaValue key)
    {
        if (!key.TryGetInteger(out var index)) return null;
        var count = CodePoints.Count(text);
        if (index < 0) index += count;
        return index < 0 || index >= count ? null : Of(CodePoints.At(text, (int)index));
    }
}
