using Brine.Jinja;
using CsCheck;

namespace Brine.Jinja.Tests;

public sealed class RandomTextTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-%}", "{%-", "{{-", "-}}", " ", "\n", "'", "\"", "(", ")", "[", "]", "{",
            "}", ":", ",", ".",
        "|", "=", "==", "<", "+", "-", "*", "**", "/", "//", "%", "~", "1", "0", "1.5", "'a'", "x", "y", "if ",
            "else ", "elif ",
        "endif", "for ", "in ", "endfor", "set ", "endset", "macro ", "endmacro", "call ", "endcall", "filter ",
            "endfilter",
        "raw", "endraw", "do ", "with ", "endwith", "block ", "endblock", "extends ", "include ", "import ", "from ",
            "as ",
        "not ", "and ", "or ", "is ", "defined", "none", "true", "upper", "join", "sort", "map", "list", "range",
            "loop", "caller",
        "break", "continue", "recursive", "namespace", "\\", "😀", "\ud800", "é", "__class__", "format", "'%s'", "'{}'",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String,
        Gen.Int[0, Pieces.Length - 1].Array[0, 40].Select(at => string.Concat(at.Select(i => Pieces[i]))),
        Gen.Int[0, Pieces.Length - 1].Array[0, 12]
            .Select(at => "{{ " + string.Join(' ', at.Select(i => Pieces[i])) + " }}"),
        Gen.Int[0, Pieces.Length - 1].Array[0, 12]
            .Select(at => "{% " + string.Join(' ', at.Select(i => Pieces[i])) + " %}"));

    [Fact]
    public void Random_text_gives_a_page_or_a_JinjaException_with_its_line() => Texts.Sample(
        text =>
        {
            try
            {
                Page.Render(text, new JinjaOptions { Load = name => name },
                    ("x", JinjaValue.List([JinjaValue.Of("a")])), ("y", JinjaValue.Of(2)));
            }
            catch (JinjaException e)
            {
                Assert.InRange(e.Line, 1, text.Count(c => c is '\n' or '\r') + 1);
                Assert.NotEmpty(e.Detail);
            }
        },
        iter: 20_000);

    [Fact]
    public void Text_without_tags_comes_out_as_it_went_in() => Gen.String[Gen.Char["abc {}%#\n'"], 0, 60]
        .Where(text => !text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal)
            && !text.Contains("{#", StringComparison.Ordinal))
        .Sample(text => Assert.Equal(text, Page.Render(text, new JinjaOptions { KeepTrailingNewline = true })));

    [Fact]
    public void A_text_literal_of_its_repr_is_the_text_again() => Gen.String.Sample(text =>
    {
        var value = JinjaValue.Of(text);
        Assert.Equal(text, Page.Render("{{ " + value.ToRepr() + " }}"));
    });

    [Fact]
    public void An_integer_is_its_quotient_times_the_divisor_plus_its_rest() => Gen
        .Select(Gen.Int, Gen.Int).Sample((x, y) =>
    {
        if (y == 0) return;
        var page = Page.Render("{{ x // y * y + x % y == x and (x % y) * y >= 0 }}", ("x", JinjaValue.Of((long)x)),
            ("y", JinjaValue.Of((long)y)));
        Assert.Equal("True", page);
    });

    [Fact]
    public void A_float_printed_reads_back() => Gen.Double.Sample(number =>
    {
        if (!double.IsFinite(number)) return;
        Assert.Equal("True", Page.Render("{{ x|string|float == x }}", ("x", JinjaValue.Of(number))));
    });
}
