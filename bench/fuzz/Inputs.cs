using System.Text;

namespace Brine.Fuzz;

/// <summary>Makes texts nobody would write: noise, damaged corpus, deep nests and lines of ten megabytes.</summary>
internal sealed class Inputs(Corpus corpus, Random random)
{
    /// <summary>Pieces that the languages give a meaning to, so that damage gets further than the first character.</summary>
    private static readonly string[] Pieces =
    [
        "{{ ", " }}", "{% ", " %}", "{# ", " #}", "{%- ", "-%}", "if ", "else", "endif", "for x in ", "endfor", "set ", "endset",
        "macro m()", "endmacro", "call m()", "endcall", "filter ", "endfilter", "import ", "include ", "extends ", "block b",
        "endblock", "raw", "endraw", "do ", "break", "continue", "with ", "endwith", "import_yaml ", "load_yaml as ", "endload",
        "range(10)", "range(99999)", "x", "x.y", "['a']", "[1:2:-1]", "|", "|upper", "|tojson", "|json", "|yaml", "|sort",
        "|map('upper')", "|join(',')", "|format(", "|replace('a','b')", "|list", "|center(99999)", "* 99999", "** 99", "** 99999",
        "% ", "'%099999d' % ", "// 0", "~ ", "not ", "is ", "in ", "and ", "(", ")", "[", "]", "{", "}", ",", ":", ": ", "- ", "\n",
        "\n  ", "\n    ", "\t", "&a ", "*a", "<<: ", "'", "\"", "\\", "|\n", ">-\n", "#", "? ", "!!str ", "!!float ", "! ", "---\n",
        "...\n", "%", "@", "`", "\r\n", "\u0085", "\u2028", "é", "😀", "\0", "\uFEFF", "\uD800", "010", "1:2", "1e999", "0x", "yes",
        "9223372036854775807", "99999999999999999999999", "-1", "0", "1.5", "incus", "include:\n", "extend:\n", "exclude:\n",
        "require", "order", "names", "incus.instance_snapshot_present", "salt['cmd.run']('x')", "pillar", "grains", "loop.index",
        "loop(", "caller()", "self.b()", "super()", "namespace()", "cycler(", "dict(", "lipsum()", "joiner()",
        "__class__", ".format(", "|attr('", "|groupby('", "|batch(", "|slice(", "|wordwrap(", "|indent(", "|random", "|pprint",
    ];

    private static readonly (string Open, string Middle, string Close)[] Nests =
    [
        ("{{ ", "(", ")"), ("{{ ", "[", "]"), ("{{ ", "{1:", "}"), ("{{ ", "-", ""), ("{{ ", "not ", ""), ("{{ x", ".x", ""),
        ("{{ x", "[x", "]"), ("{{ x", "|upper", ""), ("{{ 1", " + 1", ""), ("{{ 1", " ~ 1", ""), ("{{ 1", " < 1", ""), ("{{ 2", " ** 2", ""),
        ("{{ x", "(x", ")"), ("{{ 1", " if 1 else 1", ""), ("{{ 'a'", " 'a'", ""), ("", "{% if 1 %}", "{% endif %}"),
        ("", "{% for x in [1] %}", "{% endfor %}"), ("", "{% set x %}", "{% endset %}"), ("", "{% filter upper %}", "{% endfilter %}"),
        ("", "{% macro m() %}", "{% endmacro %}"), ("", "{% with %}", "{% endwith %}"), ("", "{% load_yaml as x %}", "{% endload %}"),
        ("", "{% raw %}", ""), ("", "{#", "#}"), ("", "[", "]"), ("", "{", "}"), ("", "{a: ", "}"), ("", "- ", ""), ("", "? ", ""),
        ("a: ", "'", "'"), ("a: ", "\"", "\""), ("a: ", "!", ""), ("a: ", "&a ", ""), ("a", ": ", ""), ("", "a:\n ", ""), ("", "---\n", ""),
        ("a: ", "|\n", ""), ("", "\n", ""), ("", " ", ""), ("", "\t", ""), ("", "#", ""), ("", "%", ""), ("", "x", ""),
    ];

    public string Next() => random.Next(100) switch
    {
        < 10 => Noise(),
        < 20 => Soup(random.Next(1, 200)),
        < 90 => Damaged(),
        < 98 => Nest(random.Next(2) == 0 ? random.Next(1, 300) : random.Next(300, 20_000)),
        98 => Growth(),
        _ => Line(10_000_000),
    };

    /// <summary>Bytes without a meaning, read as a file's bytes are.</summary>
    private string Noise()
    {
        var bytes = new byte[random.Next(1, 2_000)];
        random.NextBytes(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private string Soup(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Piece()));

    private string Damaged()
    {
        var text = Text();
        for (var rounds = random.Next(1, 8); rounds > 0; rounds--)
        {
            var at = random.Next(text.Length + 1);
            var until = Math.Min(text.Length, at + random.Next(0, 1 << random.Next(8)));
            text = random.Next(6) switch
            {
                0 => text[..at] + text[until..],
                1 => text[..until] + text[at..],
                2 => text[..at] + Fragment() + text[until..],
                _ => text[..at] + Piece() + text[(random.Next(2) == 0 ? at : until)..],
            };
        }
        return text;
    }

    private string Nest(int depth)
    {
        var (open, middle, close) = Nests[random.Next(Nests.Length)];
        var text = new StringBuilder(open);
        text.Insert(text.Length, middle, depth);
        text.Append(random.Next(2) == 0 ? "x" : "");
        text.Insert(text.Length, close, random.Next(3) == 0 ? random.Next(depth) : depth);
        return text.Append(open.StartsWith("{{", StringComparison.Ordinal) ? " }}" : "").ToString();
    }

    /// <summary>Short templates that would be huge, or never end, if nothing bounded them.</summary>
    private string Growth() => random.Next(8) switch
    {
        0 => "{% set x = 'a' %}{% for i in range(99999) %}{% set x = x ~ x %}{{ x }}{% endfor %}",
        1 => "{% set ns = namespace(x='a' * 1000) %}{% for i in range(99999) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        2 => "{% set l = [1] %}{% for i in range(99999) %}{% do l.extend(l) %}{% endfor %}{{ l }}",
        3 => "{% macro m(n) %}{{ m(n + 1) }}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
        4 => "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
        5 => "{{ '%0999999999d' % 1 }}{{ '{:>999999999}'.format(1) }}{{ 'a'.center(999999999) }}",
        6 => "{% set l = [] %}{% for i in range(200) %}{% set l = [l, l] %}{% endfor %}{{ l }}",
        _ => "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n")),
    };

    private string Line(int length)
    {
        var (unit, (open, _, _)) = (random.Next(3) == 0 ? Piece() : Fragment().Replace("\n", " ", StringComparison.Ordinal),
            Nests[random.Next(Nests.Length)]);
        unit = unit.Length == 0 ? "x" : unit;
        var text = new StringBuilder(open, length + 100);
        text.Insert(text.Length, unit, length / unit.Length);
        return text.ToString();
    }

    private string Text() => corpus.Texts[random.Next(corpus.Texts.Length)];

    private string Fragment()
    {
        var text = Text();
        var at = random.Next(text.Length);
        return text.Substring(at, Math.Min(text.Length - at, random.Next(1, 200)));
    }

    private string Piece() => Pieces[random.Next(Pieces.Length)];
}
