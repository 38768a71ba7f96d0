using System.Globalization;
using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>JSON as the <c>tojson</c> filter writes it: sorted keys, ASCII only, safe inside HTML.</summary>
internal sealed class JsonText(int? indent)
{
    private readonly StringBuilder _text = new();

    public static string Write(JinjaValue value, int? indent)
    {
        var json = new JsonText(indent);
        json.Put(value, 0);
        return json._text.ToString();
    }

    private void Put(JinjaValue value, int depth)
    {
        Bounds.Stack();
        Bounds.Text(_text.Length);
        if (depth > 500) throw new JinjaException("Circular reference detected");
        if (value.TryGetText(out var text)) Text(text);
        else if (value is NoneValue) _text.Append("null");
        else if (value is BooleanValue) _text.Append(value.IsTrue ? "true" : "false");
        else if (Numbers.Is(value) && value is not FloatValue) _text.Append(value.ToText());
        else if (value.TryGetFloat(out var number)) _text.Append(Float(number));
        else if (value is ListValue or TupleValue) Row(value, depth);
        else if (value is DictValue dict) Dict(dict, depth);
        else if (value is UndefinedValue undefined) throw undefined.Error();
        else throw new JinjaException($"Object of type {value.TypeName} is not JSON serializable");
    }

    private static string Float(double number) => FloatText.Repr(number) switch
    {
        "nan" => "NaN",
        "inf" => "Infinity",
        "-inf" => "-Infinity",
        var text => text,
    };

    private void Row(JinjaValue value, int depth)
    {
        var isFirst = true;
        _text.Append('[');
        foreach (var item in value.Items)
        {
            Next(isFirst, depth + 1);
            isFirst = false;
            Put(item, depth + 1);
        }

        if (!isFirst) Break(depth);
        _text.Append(']');
    }

    private void Dict(DictValue dict, int depth)
    {
        var isFirst = true;
        _text.Append('{');
        foreach (var key in Ordering.Sort(dict.Walk(), key => key, reverse: false))
        {
            Next(isFirst, depth + 1);
            isFirst = false;
            Text(Key(key));
            _text.Append(": ");
            Put(dict.Get(key)!, depth + 1);
        }

        if (!isFirst) Break(depth);
        _text.Append('}');
    }

    private static string Key(JinjaValue key) => key switch
    {
        TextValue => key.ToText(),
        NoneValue => "null",
        BooleanValue => key.IsTrue ? "true" : "false",
        IntegerValue or LargeIntegerValue or FloatValue => key.ToText(),
        _ => throw new JinjaException($"keys must be str, int, float, bool or None, not {key.TypeName}"),
    };

    private void Next(bool isFirst, int depth)
    {
        if (!isFirst) _text.Append(indent is null ? ", " : ",");
        Break(depth);
    }

    private void Break(int depth)
    {
        if (indent is not { } width) return;
        Bounds.Text((long)width * depth);
        _text.Append('\n').Append(' ', Math.Max(0, width * depth));
    }

    private void Text(string text)
    {
        _text.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                '\b' => _text.Append("\\b"),
                '\f' => _text.Append("\\f"),
                '<' or '>' or '&' or '\'' or < ' ' or >= '\x7f' =>
                    _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => _text.Append(c),
            };
        }

        _text.Append('"');
    }
}
