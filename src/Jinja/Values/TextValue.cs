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
    public string Content => text;
    public bool IsMarkup => markup;
    internal override string TypeName => markup ? "Markup" : "str";
    internal override int? Count => CodePoints.Count(text);

    /// <summary>Another text of the same kind.</summary>
    public TextValue With(string other) => new(other, markup);

    public override string ToText() => text;

    public override string ToRepr() => markup ? $"Markup({Repr.Text(text)})" : Repr.Text(text);

    public override bool TryGetText([NotNullWhen(true)] out string? value)
    {
        value = text;
        return true;
    }

    internal override void WriteRepr(StringBuilder target, ReprPath path) => target.Append(ToRepr());

    // The characters of escaped text are plain ones, as in MarkupSafe; what is cut out of it stays escaped.
    internal override IEnumerable<JinjaValue> Walk()
    {
        foreach (var part in CodePoints.Split(text)) yield return new TextValue(part);
    }

    internal override JinjaValue? FindAttribute(string name) =>
        (markup ? MarkupMethods.Table.Find(this, name) : null) ?? TextMethods.Table.Find(this, name);

    internal override JinjaValue? FindItem(JinjaValue key)
    {
        if (!key.TryGetInteger(out var index)) return null;
        var count = CodePoints.Count(text);
        if (index < 0) index += count;
        return index < 0 || index >= count ? null : With(CodePoints.At(text, (int)index));
    }
}
