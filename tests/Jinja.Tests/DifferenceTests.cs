using Brine.Jinja;

namespace Brine.Jinja.Tests;

/// <summary>
/// Every place where we differ from Jinja2 on purpose (docs/templates.md lists them); a new difference needs a line
/// here and a reason.
/// </summary>
public sealed class DifferenceTests
{
    [Theory]
    [InlineData("{{ (-8) ** 0.5 }}", "a negative number has no power that is a fraction")]
    [InlineData(@"{{ '\N{BULLET}' }}", @"the escape \N{…} is not supported; write the character itself")]
    [InlineData("{{ 2 ** 200000 > 1 }}", "an integer of more than 131072 bits is beyond the limit")]
    [InlineData("{{ 'a'.encode('utf-16') }}", "unknown encoding: utf-16")]
    public void An_error_here_that_is_a_value_there(string text, string detail) =>
        Assert.Equal(detail, Assert.Throws<JinjaException>(() => Page.Render(text)).Detail);

    [Theory]
    [InlineData("{{ [] if 0 else (1e999 if x else 1) }}", "inf")]
    [InlineData("{{ 1 if x else 2 if [][0] else 3 }}", "1")]
    [InlineData("{{ '&lsqb;'|striptags }}", "&lsqb;")]
    public void A_value_here_that_is_an_error_or_another_value_there(string text, string page) =>
        Assert.Equal(page, Page.Render(text, ("x", JinjaValue.True)));

    [Theory]
    [InlineData("{{ 'x'.upper }}", "<built-in method upper of str object at 0x7f0000000000>")]
    [InlineData("{{ [1]|map('abs') }}", "<generator object sync_do_map at 0x7f0000000000>")]
    public void An_address_is_always_the_same(string text, string page) => Assert.Equal(page, Page.Render(text));

    [Fact]
    public void Members_of_a_set_come_in_the_order_they_were_put_in() => Assert.Equal("{'b', 'a', 'c'}",
        Page.Render("{{ s }}", ("s", JinjaValue.Set([JinjaValue.Of("b"), JinjaValue.Of("a"), JinjaValue.Of("c")]))));

    [Fact]
    public void A_random_choice_comes_from_the_host_and_is_otherwise_always_the_same()
    {
        const string Text = "{% for i in range(20) %}{{ 'abcdefgh'|random }}{% endfor %}";
        Assert.Equal(Page.Render(Text), Page.Render(Text));
        Assert.Equal(20, Page.Render(Text).Count(c => c is >= 'a' and <= 'h'));
        Assert.InRange(Page.Render(Text).Distinct().Count(), 3, 8);
        Assert.Equal(new string('c', 20), Page.Render(Text, new JinjaOptions { Random = _ => 2 }));
        Assert.Equal("h", Page.Render("{{ 'abcdefgh'|random }}", new JinjaOptions { Random = _ => 99 }));
    }

    [Fact]
    public void Lorem_ipsum_has_as_many_paragraphs_and_words_as_asked_for()
    {
        var page = Page.Render("{{ lipsum(n=3, html=false, min=10, max=12) }}");
        var paragraphs = page.Split("\n\n");
        Assert.Equal(3, paragraphs.Length);
        Assert.All(paragraphs, paragraph =>
        {
            Assert.InRange(paragraph.Split(' ').Length, 10, 11);
            Assert.True(char.IsUpper(paragraph[0]) && paragraph.EndsWith('.'), paragraph);
        });
        Assert.Equal(5, Page.Render("{{ lipsum() }}").Split("<p>").Length - 1);
    }
}
