using System.Globalization;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>Python's format specification <c>[[fill]align][sign][#][0][width][,][.precision][type]</c>.</summary>
internal sealed record FormatSpec
{
    private char Fill { get; init; } = ' ';
    private char? Align { get; init; }
    private char Sign { get; init; } = '-';
    private bool IsAlternate { get; init; }
    private long Width { get; init; }
    private char? Grouping { get; init; }
    private int? Precision { get; init; }
    private char? Type { get; init; }

    public static string Apply(JinjaValue value, string spec)
    {
        if (spec.Length == 0) return value.ToText();
        if (value is UndefinedValue undefined) throw undefined.Error();
        var format = Parse(spec);
        if (value.TryGetText(out var text)) return format.Text(text);
        if (Numbers.Is(value)) return format.Number(value);
        throw new JinjaException($"unsupported format string passed to {value.TypeName}.__format__");
    }

    private static FormatSpec Parse(string spec)
    {
        var format = new FormatSpec();
        var at = 0;
        if (spec.Length > 1 && "<>=^".Contains(spec[1]))
        {
            format = format with { Fill = spec[0], Align = spec[1] };
            at = 2;
        }
        else if ("<>=^".Contains(spec[0]))
        {
            format = format with { Align = spec[at++] };
        }

        if (at < spec.Length && "+- ".Contains(spec[at])) format = format with { Sign = spec[at++] };
        if (at < spec.Length && spec[at] == '#') format = format with { IsAlternate = spec[at++] == '#' };
        if (at < spec.Length && spec[at] == '0' && format.Align is null)
            format = format with { Fill = spec[at++], Align = '=' };
        format = format with { Width = Digits(spec, ref at) ?? 0 };
        if (at < spec.Length && spec[at] is ',' or '_') format = format with { Grouping = spec[at++] };
        if (at < spec.Length && spec[at] == '.')
        {
            at++;
            format = format with { Precision = Digits(spec, ref at) ?? throw Wrong(spec) };
        }

        if (at < spec.Length) format = format with { Type = spec[at++] };
        return at == spec.Length ? format : throw Wrong(spec);
    }

    private static int? Digits(string spec, ref int at)
    {
        var from = at;
        while (at < spec.Length && char.IsAsciiDigit(spec[at])) at++;
        if (from == at) return null;
        return int.TryParse(spec.AsSpan(from, at - from), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JinjaException("Too many decimal digits in format string");
    }

    private static JinjaException Wrong(string spec) => new($"Invalid format specifier '{spec}'");

    private string Text(string text)
    {
        if (Type is not (null or 's'))
            throw new JinjaException($"Unknown format code '{Type}' for object of type 'str'");
        if (Align == '=') throw new JinjaException("'=' alignment not allowed in string format specifier");
        if (Precision < CodePoints.Count(text)) text = string.Concat(CodePoints.Split(text).Take(Precision.Value));
        return Pad(text, Align ?? '<');
    }

    private string Number(JinjaValue value)
    {
        var digits = NumberText.Write(value, Type, Precision, IsAlternate);
        var sign = digits[0] == '-' ? "-" : Sign == '-' ? "" : Sign.ToString();
        digits = digits.TrimStart('-');
        if (Grouping is { } mark) digits = NumberText.Group(digits, mark);
        if (Align != '=') return Pad(sign + digits, Align ?? '>');
        Bounds.Text(Width);
        return sign + new string(Fill, (int)Math.Max(0, Width - sign.Length - digits.Length)) + digits;
    }

    private string Pad(string text, char align) => align switch
    {
        '<' => TextPadding.Right(text, Width, Fill),
        '>' => TextPadding.Left(text, Width, Fill),
        _ => Middle(text),
    };

    // Unlike str.center, format puts the odd one to the right always.
    private string Middle(string text)
    {
        Bounds.Text(Width);
        var missing = (int)Math.Max(0, Width - CodePoints.Count(text));
        return new string(Fill, missing / 2) + text + new string(Fill, missing - (missing / 2));
    }
}
