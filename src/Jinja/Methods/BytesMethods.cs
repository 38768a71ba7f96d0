using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of <c>bytes</c>: those of texts, on octets of which only the ASCII ones are letters.</summary>
internal static class BytesMethods
{
    public static readonly MethodTable Table = Make();

    // Octets beyond ASCII become characters that have no case and are no letters, and then themselves again.
    private const char Other = '\uf700';

    private static MethodTable Make()
    {
        var table = new MethodTable()
            .Add("decode", "encoding? errors?", a => JinjaValue.Of(TextEncodings.Decode(
                ((BytesValue)a.Self).Content, a.Text(0, "utf-8"), a.Text(1, "strict"))))
            .Add("hex", "sep?", Hex);
        foreach (var name in (ReadOnlySpan<string>)["capitalize", "center", "count", "endswith", "expandtabs", "find",
            "index", "isalnum", "isalpha", "isascii", "isdigit", "islower", "isspace", "istitle", "isupper", "join",
            "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust",
            "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper",
            "zfill"])
            table.Add(name, "* **", a => AsText(a, name));
        return table;
    }

    private static JinjaValue AsText(Arguments a, string name)
    {
        var method = TextMethods.Table.Find(Text(a.Self), name)!;
        var named = a.NamedRest.ToDictionary(entry => entry.Key, entry => Text(entry.Value));
        return Octets(method.Invoke(new JinjaCall([.. a.Rest.Select(Text)], named, a.Call.Token)));
    }

    private static JinjaValue Text(JinjaValue value) => value switch
    {
        BytesValue bytes => JinjaValue.Of(string.Create(bytes.Content.Length, bytes.Content, (text, octets) =>
        {
            for (var i = 0; i < octets.Length; i++)
                text[i] = octets[i] < 0x80 ? (char)octets[i] : (char)(Other + octets[i]);
        })),
        TextValue => throw new JinjaException("a bytes-like object is required, not 'str'"),
        ListValue or TupleValue => JinjaValue.Tuple(value.Items.Select(item => item is BytesValue ? Text(item) : item)),
        _ => value,
    };

    private static JinjaValue Octets(JinjaValue value) => value switch
    {
        TextValue text => new BytesValue(Array.ConvertAll(text.Content.ToCharArray(), c => (byte)c)),
        ListValue list => JinjaValue.List(list.Content.Select(Octets)),
        TupleValue tuple => JinjaValue.Tuple(tuple.Content.Select(Octets)),
        _ => value,
    };

    private static JinjaValue Hex(Arguments a)
    {
        var digits = Convert.ToHexStringLower(((BytesValue)a.Self).Content);
        var separator = a.Text(0);
        if (separator.Length > 1) throw new JinjaException("sep must be length 1.");
        if (separator.Length == 0 || digits.Length == 0) return JinjaValue.Of(digits);
        var text = new StringBuilder(digits.Length * 3 / 2);
        for (var i = 0; i < digits.Length; i += 2)
            text.Append(i > 0 ? separator : "").Append(digits, i, 2);
        return JinjaValue.Of(text.ToString());
    }
}
