using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.States;

namespace Brine.Salt.Filters;

/// <summary>quote, to_bool, to_num, letter case, units, white and black lists, paths</summary>
internal static partial class TextFilters
{
    public static FilterLine[] Table =>
    [
        new("quote", "txt", (a, _) => JinjaValue.Of(a.Value("txt").IsTrue ? Quote(a.Text("txt")) : "''")),
        new("skip", "data", (_, _) => JinjaValue.Of("")),
        new("to_bool", "val", (a, _) => JinjaValue.Of(Truth(a.Value("val")))),
        new("to_num", "text", (a, _) => Number(a)),
        new("str_to_num", "text", (a, _) => Number(a)),
        new("human_to_bytes", "size default_unit? handle_metric?", (a, _) => Bytes(a)),
        new("is_hex", "value", (a, _) => JinjaValue.Of(a.Value("value").TryGetText(out var text) && IsHex(text))),
        new("contains_whitespace", "text", (a, _) => JinjaValue.Of(a.Text("text").Any(char.IsWhiteSpace))),
        new("to_camelcase", "snake_input uppercamel?", (a, _) => JinjaValue.Of(
            Camel(a.Text("snake_input"), a.Flag("uppercamel")))),
        new("to_snake_case", "camel_input", (a, _) => JinjaValue.Of(Snake(a.Text("camel_input")))),
        new("to_bytes", "s encoding? errors?", (a, _) => JinjaValue.Bytes(Encoding.UTF8.GetBytes(a.Text("s")))),
        new("substring_in_list", "string_to_search_for list_to_search", (a, _) => JinjaValue.Of(
            PythonOperations.Walk(a.Value("list_to_search"))
                .Any(s => PythonOperations.Contains(s, a.Value("string_to_search_for"))))),
        new("check_whitelist_blacklist", "value whitelist? blacklist?", (a, _) => JinjaValue.Of(IsAllowed(a))),
        new("path_join", "* use_posixpath?", (a, _) => JinjaValue.Of(JoinedPath(a))),
        new("method_call", "obj f_name * **", Method),
        new("mac_str_to_bytes", "mac_str", (a, _) => Mac(a)),
    ];

    private static string Quote(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c)
        || "@%+=:,./-_".Contains(c, StringComparison.Ordinal))
        ? text
        : "'" + text.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";

    private static bool Truth(JinjaValue value) => value.Kind switch
    {
        JinjaKind.None => false,
        JinjaKind.Boolean => value.IsTrue,
        JinjaKind.Text => value.ToText().ToLowerInvariant() is "yes" or "1" or "true",
        JinjaKind.Integer => value.IsTrue && !value.ToText().StartsWith('-'),
        JinjaKind.Undefined => false,
        _ => !PythonOperations.IsHashable(value) && PythonOperations.Length(value) > 0,
    };

    private static JinjaValue Number(Arguments a)
    {
        var value = a.Value("text");
        if (value.Kind is JinjaKind.Integer or JinjaKind.Boolean or JinjaKind.Float)
            return PythonNumber.Integer(value)!;
        return value.TryGetText(out var text)
            ? Number(text)
            : throw a.Wrong($"a number is read from a text or a number, not from {PythonOperations.TypeName(value)}");
    }

    /// <summary>The number that a text is, or the text.</summary>
    public static JinjaValue Number(string given)
    {
        // Python reads the digits of every script.
        var text = string.Concat(given.Select(c => c > '~' && char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));
        if (WholeShape().IsMatch(text))
            return JinjaValue.Of(BigInteger.Parse(text.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture));
        if (FloatShape().IsMatch(text))
            return JinjaValue.Of(double.Parse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float,
                CultureInfo.InvariantCulture));
        return text.Trim().ToLowerInvariant().TrimStart('+', '-') switch
        {
            "inf" or "infinity" => JinjaValue.Of(text.Trim()[0] == '-' ? double.NegativeInfinity
                : double.PositiveInfinity),
            "nan" => JinjaValue.Of(double.NaN),
            _ => JinjaValue.Of(given),
        };
    }

    private static JinjaValue Bytes(Arguments a)
    {
        var size = SizeShape().Match(a.Value("size").ToText().Trim());
        var unit = size.Groups["unit"].Value.ToLowerInvariant();
        if (unit.Length == 0)
            unit = (a.OptionalText("default_unit") ?? "B").ToLowerInvariant();
        var isMetric = unit is [_, 'b'] && a.Flag("handle_metric") && "kmgtpezy".Contains(unit[0]);
        var power = unit is "b" or [_] or [_, 'b'] or [_, 'i', 'b'] ? "bkmgtpezy".IndexOf(unit[0], StringComparison.Ordinal) : -1;
        if (power < 0 || (power == 0 && unit != "b"))
            return JinjaValue.Of(0);
        var factor = BigInteger.Pow(isMetric ? 10 : 2, power * (isMetric ? 3 : 10));
        var value = size.Groups["value"].Value;
        if (BigInteger.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return JinjaValue.Of(whole * factor);
        return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? JinjaValue.Of(new BigInteger(number * (double)factor))
            : JinjaValue.Of(0);
    }

    private static bool IsHex(string text)
    {
        var digits = text.Trim();
        if (digits is ['+' or '-', ..])
            digits = digits[1..];
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..].StartsWith('_') ? digits[3..] : digits[2..];
        return digits.Length > 0 && digits[0] != '_' && digits[^1] != '_'
            && !digits.Contains("__", StringComparison.Ordinal)
            && digits.All(c => char.IsAsciiHexDigit(c) || c == '_');
    }

    private static string Camel(string snake, bool isUpper)
    {
        var words = snake.Split('_');
        return (isUpper ? Capital(words[0]) : words[0]) + string.Concat(words.Skip(1).Select(Capital));
    }

    private static string Capital(string word) =>
        word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant();

    private static string Snake(string camel)
    {
        if (camel.Length == 0)
            throw new JinjaException("to_snake_case: the text is empty");
        var snake = new StringBuilder().Append(char.ToLowerInvariant(camel[0]));
        for (var i = 1; i < camel.Length; i++)
        {
            if (char.IsUpper(camel[i])
                && (char.IsLower(camel[i - 1]) || (i != camel.Length - 1 && char.IsLower(camel[i + 1]))))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(camel[i]));
        }
        return snake.ToString();
    }

    private static bool IsAllowed(Arguments a)
    {
        var (white, black) = (Expressions(a, "whitelist"), Expressions(a, "blacklist"));
        bool Hits(IEnumerable<JinjaValue> list) => list.Any(item => IsMatch(a.Value("value"), item));
        return (white.Count == 0 || Hits(white)) && !Hits(black);
    }

    private static List<JinjaValue> Expressions(Arguments a, string name) => a[name] switch
    {
        null => [],
        var list when !list.IsTrue => [],
        var text when text.TryGetText(out _) => [text],
        var list => [.. PythonOperations.Walk(list)],
    };

    /// <summary>A glob, or a regular expression for the whole text.</summary>
    private static bool IsMatch(JinjaValue value, JinjaValue expression)
    {
        if (!value.TryGetText(out var text) || !expression.TryGetText(out var pattern))
            return false;
        if (Glob.Matches(pattern, text))
            return true;
        try
        {
            return PythonRegex.Make($@"\A{pattern}\Z", RegexOptions.None).Regex.IsMatch(text);
        }
        catch (JinjaException)
        {
            return false; // no regular expression, so that it was a glob
        }
    }

    /// <summary>Unlike Python's own joining, a part that begins with a slash does not begin anew.</summary>
    private static string JoinedPath(Arguments a)
    {
        var parts = a.Rest.Select(part => part.TryGetText(out var text) ? HostPath.Normal(text)
            : throw a.Wrong("a part of a path must be a text")).ToList();
        if (parts.Count == 0)
            return "";
        var path = parts[0];
        foreach (var part in parts.Skip(1).Select(part => part.TrimStart('/')))
            path = path.EndsWith('/') ? path + part : path + "/" + part;
        return HostPath.Normal(path);
    }

    private static JinjaValue Method(Arguments a, ISaltHost host) =>
        PythonOperations.Attribute(a.Value("obj"), a.Text("f_name")) is { Kind: JinjaKind.Function } method
            ? PythonOperations.Call(method, new JinjaCall(a.Rest, a.NamedRest, a.Token))
            : JinjaValue.None;

    private static JinjaValue Mac(Arguments a)
    {
        var text = a.Text("mac_str");
        var digits = text.Length == 17 ? text.Replace(text[2..3], "", StringComparison.Ordinal) : text;
        return (text.Length is 12 or 17) && digits.Length == 12 && digits.All(char.IsAsciiHexDigit)
            ? JinjaValue.Bytes(Convert.FromHexString(digits))
            : throw a.Wrong($"'{text}' is no MAC address");
    }

    [GeneratedRegex(@"^\s*[-+]?[0-9]+(_[0-9]+)*\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WholeShape();

    [GeneratedRegex(@"^\s*[-+]?(([0-9]+(_[0-9]+)*)\.?([0-9]+(_[0-9]+)*)?|\.[0-9]+(_[0-9]+)*)([eE][-+]?[0-9]+)?\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FloatShape();

    [GeneratedRegex(@"^(?<value>[0-9.]*)\s*(?<unit>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SizeShape();
}
