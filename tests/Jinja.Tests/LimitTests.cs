using Brine.Jinja;

namespace Brine.Jinja.Tests;

public sealed class LimitTests
{
    private static readonly JinjaOptions Tight = new()
    {
        Limits = new RenderLimits { MaxOutputChars = 1000, MaxIterations = 100, MaxDepth = 20,
            MaxBuiltChars = 100_000 },
        Load = name => name == "self" ? "{% include 'self' %}" : null,
    };

    [Theory]
    [InlineData("{% for i in range(101) %}{% endfor %}", "MaxIterations")]
    [InlineData("{% for i in range(60) %}{% for j in range(2) %}{% endfor %}{% endfor %}", "MaxIterations")]
    [InlineData("{{ range(200)|map('string')|list }}", "MaxIterations")]
    [InlineData("{% for i in range(90) %}0123456789abcdef{% endfor %}", "MaxOutputChars")]
    [InlineData("{% set x %}{{ 'a' * 2000 }}{% endset %}", "MaxOutputChars")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "MaxDepth")]
    [InlineData("{% include 'self' %}", "MaxDepth")]
    [InlineData("{% for n in [1] recursive %}{{ loop([1]) }}{% endfor %}", "MaxDepth")]
    [InlineData("{% set l = [] %}{% for i in range(90) %}{% do l.append('a' * 5000) %}{% endfor %}", "MaxBuiltChars")]
    [InlineData("{% set l = [1] %}{% for i in l %}{% do l.append(i) %}{% endfor %}", "MaxIterations")]
    [InlineData("{% set l = range(101)|list %}{{ l|select|list }}", "MaxIterations")]
    [InlineData("{% set l = range(101)|list %}{{ l|map(attribute='real')|list }}", "MaxIterations")]
    [InlineData("{% set l = range(101)|list %}{{ l|unique|list }}", "MaxIterations")]
    [InlineData("{{ range(101)|batch(2)|list }}", "MaxIterations")]
    [InlineData("{{ range(9)|slice(101)|list }}", "MaxIterations")]
    [InlineData("{{ lipsum(101) }}", "MaxIterations")]
    [InlineData("{% autoescape true %}{% for i in range(60) %}{{ '&&&&' }}{% endfor %}{% endautoescape %}", "MaxOutputChars")]
    [InlineData("{% set s = [1].copy() %}{% for i in range(90) %}{% set x = 2 ** 100000 %}{% endfor %}", "MaxBuiltChars")]
    public void Going_beyond_a_limit_names_the_limit(string text, string limit)
    {
        var error = Assert.Throws<JinjaException>(() => Page.Render(text, Tight));
        Assert.Contains("RenderLimits." + limit, error.Detail, StringComparison.Ordinal);
        Assert.InRange(error.Line, 1, 1);
    }

    [Theory]
    [InlineData("{{ 'a' * 1000000000000 }}")]
    [InlineData("{{ [0] * 1000000000000 }}")]
    [InlineData("{{ 'a'.center(1000000000) }}")]
    [InlineData("{{ '%1000000000d' % 5 }}")]
    [InlineData("{{ '%.1000000000f' % 5 }}")]
    [InlineData("{{ '{:1000000000}'.format(5) }}")]
    [InlineData("{{ '{:.1000000000f}'.format(5) }}")]
    [InlineData("{{ 'a'|indent(1000000000) }}")]
    [InlineData("{{ [1]|batch(1000000000, 'x')|list }}")]
    [InlineData("{{ [1]|slice(1000000000)|list }}")]
    [InlineData("{{ ('a' * 10000000).replace('a', 'bbbbbbbbbb') }}")]
    [InlineData("{{ 10 ** (10 ** 10) }}")]
    [InlineData("{{ 9 ** (9 ** 9) }}")]
    [InlineData("{{ 2 ** (2 ** 64) }}")]
    [InlineData("{% set ns = namespace(n=3) %}{% for i in range(100) %}{% set ns.n = ns.n * ns.n %}{% endfor %}")]
    [InlineData("{{ ('1' * 5000000)|int }}")]
    [InlineData("{{ ('f' * 5000000)|int(0, 16) }}")]
    [InlineData("{{ 'x'.zfill(100000000000) }}")]
    [InlineData("{{ range(1000000) }}")]
    [InlineData("{{ '{:>1000000000}'.format(1) }}")]
    [InlineData("{{ '{:01000000000}'.format(1) }}")]
    [InlineData("{{ '{:01000000000,}'.format(1) }}")]
    [InlineData("{{ '{:{}}'.format('a', 1000000000) }}")]
    [InlineData("{{ '%*d' % (1000000000, 1) }}")]
    [InlineData("{{ '%.1000000000d' % 1 }}")]
    [InlineData("{{ 'a'.ljust(1000000000, 'x') }}")]
    [InlineData("{{ 'a\tb'.expandtabs(1000000000) }}")]
    [InlineData("{{ 'x'.encode() * 1000000000 }}")]
    [InlineData("{{ (1).to_bytes(1000000000, 'big') }}")]
    [InlineData("{{ ('a b ' * 2000000)|wordwrap(1, wrapstring='x' * 1000) }}")]
    [InlineData("{{ ('a\n' * 2000000)|indent('x' * 1000) }}")]
    [InlineData("{{ ('&' * 16000000)|e }}")]
    [InlineData("{{ ('&' * 16000000)|urlize }}")]
    [InlineData("{{ ('é' * 16000000)|urlencode }}")]
    [InlineData("{{ ('é' * 16000000)|tojson }}")]
    [InlineData("{{ ['a' * 10000000, 'a' * 10000000]|pprint }}")]
    [InlineData("{{ ['a' * 10000000, 'a' * 10000000] }}")]
    [InlineData("{{ {'a': 'a' * 10000000, 'b': 'a' * 10000000}|xmlattr }}")]
    [InlineData("{{ lipsum(1000000) }}")]
    [InlineData("{{ lipsum(1, false, 1000000000, 1000000001) }}")]
    [InlineData("{{ (1 if true else 0).to_bytes(16777217, 'big') }}")]
    [InlineData("{{ 'a'.translate({97: 'x' * 10000000}) ~ 'a'.translate({97: 'x' * 10000000}) }}")]
    [InlineData("{{ ('a' * 10000).translate({97: 'x' * 10000}) }}")]
    [InlineData("{{ ('a' * 10000).join('b' * 10000) }}")]
    [InlineData("{{ ('ŉ' * 16000000).upper() }}")]
    public void One_huge_value_is_refused_before_it_is_made(string text) =>
        Assert.Throws<JinjaException>(() => Page.Render(text));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("-", "")]
    [InlineData("not ", "")]
    [InlineData("1 + (", ")")]
    [InlineData("1 if 1 else ", "")]
    [InlineData("x[", "]")]
    [InlineData("x(", ")")]
    [InlineData("1 is eq (", ")")]
    [InlineData("{1: ", "}")]
    [InlineData("x.y(", ")")]
    [InlineData("1 ** ", "")]
    [InlineData("1 ~ (", ")")]
    [InlineData("1|default(", ")")]
    [InlineData("'{}'.format(", ")")]
    [InlineData("1 < (", ")")]
    [InlineData("1 and (", ")")]
    [InlineData("*", "")]
    public void Deep_nesting_is_an_error_or_a_result_never_a_crash(string open, string close)
    {
        var opened = string.Concat(Enumerable.Repeat(open, 50_000));
        Survives("{{ " + opened + "1" + string.Concat(Enumerable.Repeat(close, 50_000)) + " }}");
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData(" ~ 1")]
    [InlineData("|string")]
    [InlineData(".a")]
    [InlineData("[0]")]
    [InlineData("()")]
    [InlineData(" and 1")]
    [InlineData(" < 1")]
    [InlineData(" is defined")]
    [InlineData(" if 1")]
    [InlineData(" if 1 else 1")]
    [InlineData(".0")]
    [InlineData(" ** 1")]
    [InlineData("[1:]")]
    [InlineData(", 1")]
    [InlineData(" in [1]")]
    [InlineData("|default(1)")]
    public void A_long_chain_is_an_error_or_a_result_never_a_crash(string link) =>
        Survives("{{ 1" + string.Concat(Enumerable.Repeat(link, 50_000)) + " }}");

    [Fact]
    public void Deep_statements_are_an_error() =>
        Assert.Throws<JinjaException>(() => Page.Render(string.Concat(Enumerable.Repeat("{% if 1 %}", 50_000))));

    [Theory]
    [InlineData("{% set l = [] %}{% do l.append(l) %}{{ l }}")]
    [InlineData("{% set l = [] %}{% do l.append(l) %}{{ l == [l] }}")]
    [InlineData("{% set d = {} %}{% do d.update(d=d) %}{{ d }}")]
    [InlineData("{% set l = [] %}{% do l.append(l) %}{{ l|tojson }}")]
    [InlineData("{% set l = [] %}{% do l.append(l) %}{% set m = [] %}{% do m.append(m) %}{{ l == m }}")]
    [InlineData("{% set d = {} %}{% do d.update(a=d, b=d, c=d) %}{{ d }}")]
    [InlineData("{% set l = [] %}{% do l.append(l) %}{{ l|pprint }}")]
    [InlineData("{% set l = [] %}{% for i in range(5000) %}{% set ns = namespace(l=l) %}{% endfor %}{% set ns = namespace(l=[]) %}{% for i in range(5000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}")]
    [InlineData("{% set ns = namespace(l=[]) %}{% for i in range(50000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l|pprint }}")]
    [InlineData("{% set ns = namespace(l=[]) %}{% for i in range(50000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l|tojson }}")]
    [InlineData("{% set ns = namespace(l=(1,)) %}{% for i in range(50000) %}{% set ns.l = (ns.l,) %}{% endfor %}{{ {ns.l: 1}|length }}")]
    [InlineData("{% set ns = namespace(l=(1,), m=(1,)) %}{% for i in range(50000) %}{% set ns.l = (ns.l,) %}{% set ns.m = (ns.m,) %}{% endfor %}{{ ns.l == ns.m }}{{ ns.l < ns.m }}")]
    [InlineData("{% set ns = namespace(g=[1]) %}{% for i in range(50000) %}{% set ns.g = ns.g|map('string') %}{% endfor %}{{ ns.g|list }}")]
    [InlineData("{% set ns = namespace(g=[1]) %}{% for i in range(50000) %}{% set ns.g = ns.g|batch(1) %}{% endfor %}{{ ns.g|list|length }}")]
    [InlineData("{{ '{0[a]}'.format({'a': 1}) ~ ('{' * 50000) }}{{ ('{' * 50000).format() }}")]
    [InlineData("{{ ('{0:' * 50000 ~ '}' * 50000).format(1) }}")]
    [InlineData("{{ ('<' * 3000000)|striptags|length }}{{ ('<!--' * 1000000)|striptags|length }}")]
    [InlineData("{{ ('(' * 1000000 ~ 'a' ~ ')' * 1000000)|urlize|length }}")]
    [InlineData("{{ ('a.' * 1000000)|urlize|length }}{{ ('a@' * 1000000)|urlize|length }}")]
    [InlineData("{{ ('a' * 3000000)|wordwrap(1)|length }}")]
    [InlineData("{{ ('a-' * 300000)|wordwrap(5)|length }}{{ ('-' * 1000000)|wordwrap(7)|length }}")]
    [InlineData("{{ ('Σ' * 100000).lower()|length }}{{ (\"'\" * 100000 ~ 'Σ' ~ \"'\" * 100000).title()|length }}")]
    [InlineData("{{ ('a b ' * 300000)|pprint|length }}{{ ('&' * 1000000)|striptags|length }}")]
    public void A_value_that_holds_itself_or_is_long_or_deep_does_not_hang(string text) => Survives(text);

    [Fact]
    public void A_cancelled_token_stops_a_loop()
    {
        using var source = new CancellationTokenSource();
        var stop = JinjaValue.Function("stop", _ =>
        {
            source.Cancel();
            return JinjaValue.None;
        });
        var rounds = 0;
        var count = JinjaValue.Function("count", _ => JinjaValue.Of(++rounds));
        Assert.Throws<OperationCanceledException>(() => Template.Render(
            "page.sls",
            "{% for i in range(1000) %}{{ count() }}{% if i == 3 %}{{ stop() }}{% endif %}{% endfor %}",
            new Dictionary<string, JinjaValue> { ["stop"] = stop, ["count"] = count },
            new JinjaOptions(),
            source.Token));
        Assert.Equal(4, rounds);
    }

    private static void Survives(string text)
    {
        try
        {
            Page.Render(text);
        }
        catch (JinjaException)
        {
        }
    }
}
