using System.Globalization;
using System.Text;
using Brine.Jinja.Methods;

namespace Brine.Jinja.Values;

/// <summary>Python's <c>bytes</c>: what <c>'x'.encode()</c> gives.</summary>
internal sealed class BytesValue(byte[] content) : JinjaValue
{
    public byte[] Content => content;
    public override JinjaKind Kind => JinjaKind.Bytes;
    public override bool IsTrue => content.Length > 0;
    internal override string TypeName => "bytes";
    internal override int? Count => content.Length;

    public override string ToRepr()
    {
        var isSingle = content.Contains((byte)'\'') && !content.Contains((byte)'"');
        var quote = isSingle ? '"' : '\'';
        var text = new StringBuilder("b").Append(quote);
        foreach (var octet in content)
        {
            var c = (char)octet;
            _ = c switch
            {
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\\' => text.Append("\\\\"),
                _ when c == quote => text.Append('\\').Append(c),
                < ' ' or >= '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\x{octet:x2}"),
                _ => text.Append(c),
            };
        }

        return text.Append(quote).ToString();
    }

    internal override IEnumerable<JinjaValue> Walk()
    {
        foreach (var octet in content) yield return Of(octet);
    }

    internal override JinjaValue? FindAttribute(string name) => BytesMethods.Table.Find(this, name);

    internal override JinjaValue? FindItem(JinjaValue key)
    {
        if (!key.TryGetInteger(out var index)) return null;
        if (index < 0) index += content.Length;
        return index < 0 || index >= content.Length ? null : Of(content[index]);
    }
}
