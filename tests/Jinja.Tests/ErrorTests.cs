using Brine.Jinja;

namespace Brine.Jinja.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("a\nb {{ nosuch }}", 2, "'nosuch' is undefined")]
    [InlineData("{{ {'a': 1}.b }}", 1, "'dict object' has no attribute 'b'")]
    [InlineData("\n\n{{ 'a' + 1 }}", 3, "unsupported operand type(s) for +: 'str' and 'int'")]
    [InlineData("{% if true %}\n{% for i in 5 %}{% endfor %}{% endif %}", 2, "'int' object is not iterable")]
    [InlineData("{{ [\n1,\n'a'|nosuch ] }}", 3, "no filter named 'nosuch'")]
    [InlineData("{{ 1 is nosuch }}", 1, "no test named 'nosuch'")]
    [InlineData("x\n{% nosuch %}", 2, "Encountered unknown tag 'nosuch'")]
    [InlineData("x\n{% if 1 %}\n{% nosuch %}", 3,
        "Encountered unknown tag 'nosuch'; expected 'elif' or 'else' or 'endif'")]
    [InlineData("{% if 1 %}\n\n", 2, "Unexpected end of template: 'if' of line 1 wants 'elif' or 'else' or 'endif'")]
    [InlineData("\n{# never closed", 2, "Missing end of comment tag")]
    [InlineData("{% raw %}x", 1, "Missing end of raw directive")]
    [InlineData("\n{{ 1 + }}", 2, "unexpected end of print statement")]
    [InlineData("{{ (1] }}", 1, "unexpected ']', expected ')'")]
    [InlineData("{{ 'abc }}", 1, "unexpected char \"'\": the text is not closed")]
    [InlineData("{% include 'gone.sls' %}", 1, "template 'gone.sls' not found")]
    [InlineData("{% break %}", 1, "break and continue belong inside a for loop")]
    [InlineData("{{ 2 ** 1000000 }}", 1, "an integer of more than 131072 bits is beyond the limit")]
    [InlineData("{{ ''.__class__ }}", 1, "access to attribute '__class__' of 'str' object is unsafe")]
    [InlineData("{% set d = {} %}{% set d.x = 1 %}", 1, "cannot assign attribute 'x': 'd' is not a namespace()")]
    [InlineData("{{ 'abc'.center() }}", 1, "center() missing required argument: 'width'")]
    [InlineData("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", 1, "macro 'm' takes not more than 1 argument(s)")]
    public void An_error_names_template_line_and_cause(string text, int line, string detail)
    {
        var error = Assert.Throws<JinjaException>(() => Page.Render(text));
        Assert.Equal(("page.sls", line, detail), (error.Template, error.Line, error.Detail));
        Assert.StartsWith($"page.sls:{line}: {detail}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_inside_an_imported_macro_names_its_file_and_who_called()
    {
        var options = new JinjaOptions { Load = _ => "\n{% macro m(x) %}\n{{ x.gone }}{% endmacro %}" };
        var error = Assert.Throws<JinjaException>(
            () => Page.Render("{% from 'map.jinja' import m %}\n\n{{ m({}) }}", options));
        Assert.Equal(("map.jinja", 3), (error.Template, error.Line));
        Assert.Equal([new TemplateFrame("page.sls", 3, "<Macro 'm'>")], error.Chain);
        Assert.Contains("in <Macro 'm'>, from page.sls:3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_inside_an_include_names_both_files()
    {
        var options = new JinjaOptions { Load = _ => "one\n{{ nosuch }}" };
        var error = Assert.Throws<JinjaException>(() => Page.Render("\n{% include 'part.sls' %}", options));
        Assert.Equal(("part.sls", 2), (error.Template, error.Line));
        Assert.Equal([new TemplateFrame("page.sls", 2, "include of 'part.sls'")], error.Chain);
    }

    [Fact]
    public void An_error_of_a_host_function_gets_its_place()
    {
        var fail = JinjaValue.Function("fail", _ => throw new JinjaException("no such program: dat"));
        var error = Assert.Throws<JinjaException>(() => Page.Render("\n{{ fail() }}", ("fail", fail)));
        Assert.Equal("page.sls:2: no such program: dat", error.Message);
    }

    [Fact]
    public void Another_exception_of_a_host_function_passes_through()
    {
        var fail = JinjaValue.Function("fail", _ => throw new TimeoutException("late"));
        Assert.Throws<TimeoutException>(() => Page.Render("{{ fail() }}", ("fail", fail)));
    }
}
