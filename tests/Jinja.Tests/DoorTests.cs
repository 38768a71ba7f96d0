using Brine.Jinja;

namespace Brine.Jinja.Tests;

public sealed class DoorTests
{
    [Theory]
    [InlineData("{{ salt['cmd.run']('date +%Y%m%d') }}")]
    [InlineData("{{ salt.cmd.run('date +%Y%m%d') }}")]
    [InlineData("{{ salt['cmd.run'](cmd='date +%Y%m%d') }}")]
    [InlineData("{% set run = salt['cmd.run'] %}{{ run('date +%Y%m%d') }}")]
    public void A_function_table_is_reached_by_item_and_by_dots(string text) =>
        Assert.Equal("ran date +%Y%m%d", Page.Render(text, ("salt", new FunctionTable())));

    [Fact]
    public void A_missing_function_is_named()
    {
        var error = Assert.Throws<JinjaException>(() =>
            Page.Render("{{ salt['no.such']() }}", ("salt", new FunctionTable())));
        Assert.Equal("'salt' has no attribute 'no.such'", error.Detail);
    }

    [Fact]
    public void A_given_filter_test_and_global_go_before_the_built_in_ones()
    {
        var options = new JinjaOptions
        {
            Filters = new Dictionary<string, Func<JinjaCall, JinjaValue>>
            {
                ["upper"] = call =>
                    JinjaValue.Of("own " + call.Positional[0].ToText() + call.Argument(1, "x")?.ToText()),
            },
            Tests = new Dictionary<string, Func<JinjaCall, JinjaValue>>
            {
                ["match"] = call => JinjaValue.Of(call.Positional[0].ToText() == call.Positional[1].ToText()),
            },
            Globals = new Dictionary<string, JinjaValue> { ["range"] = JinjaValue.Of(5) },
        };
        Assert.Equal("own a1 True 5", Page.Render("{{ 'a'|upper(x=1) }} {{ 'a' is match 'a' }} {{ range }}", options));
        Assert.Equal("own b", Page.Render("{{ ['b']|map('upper')|first }}", options));
    }

    [Theory]
    [InlineData(false, "a")]
    [InlineData(true, "a\n")]
    public void The_final_newline_is_kept_when_asked(bool keep, string expected) =>
        Assert.Equal(expected, Page.Render("a\n", new JinjaOptions { KeepTrailingNewline = keep }));

    [Fact]
    public void Windows_newlines_become_plain_ones() => Assert.Equal("a\nb\nc", Page.Render("a\r\nb\rc"));

    [Theory]
    [InlineData(false, false, "  \na\n  \nb\n")]
    [InlineData(true, false, "  a\n  b\n")]
    [InlineData(false, true, "\na\n\nb\n")]
    [InlineData(true, true, "a\nb\n")]
    public void Blocks_are_trimmed_when_asked(bool trim, bool lstrip, string expected)
    {
        var options = new JinjaOptions { TrimBlocks = trim, LstripBlocks = lstrip, KeepTrailingNewline = true };
        Assert.Equal(expected, Page.Render("  {% if 1 %}\na\n  {% endif %}\nb\n", options));
    }

    [Fact]
    public void A_value_shows_what_it_is()
    {
        var value = JinjaValue.Dict([KeyValuePair.Create(JinjaValue.Of("a"),
            JinjaValue.List([JinjaValue.Of(1), JinjaValue.None]))]);
        Assert.Equal(JinjaKind.Dict, value.Kind);
        Assert.Equal("{'a': [1, None]}", value.ToText());
        Assert.True(value.Entries.Single().Key.TryGetText(out var key));
        Assert.Equal("a", key);
        Assert.Equal([JinjaKind.Integer, JinjaKind.None], value.Entries.Single().Value.Items.Select(item => item.Kind));
        Assert.Equal("'a\"b'", JinjaValue.Of("a\"b").ToRepr());
        Assert.False(JinjaValue.Of(0.0).IsTrue);
    }

    [Fact]
    public void A_set_keeps_each_member_once_in_the_order_given()
    {
        var set = JinjaValue.Set([JinjaValue.Of("b"), JinjaValue.Of(1), JinjaValue.Of("a"), JinjaValue.Of(1.0)]);
        Assert.Equal(JinjaKind.Set, set.Kind);
        Assert.Equal("{'b', 1, 'a'} bx1xa True ['b', 'a'] {'a'}",
            Page.Render("{{ s }} {{ s|join('x') }} {{ 'a' in s }} {{ (s - t)|list }} {{ s.intersection(['a']) }}",
                ("s", set), ("t", JinjaValue.Set([JinjaValue.Of(1)], isFrozen: true))));
        Assert.Throws<JinjaException>(() => JinjaValue.Set([JinjaValue.List([])]));
    }

    [Fact]
    public void An_integer_may_be_longer_than_64_bits() => Assert.Equal("100000000000000000001 10000000000000000000000",
        Page.Render("{{ n + 1 }} {{ 100 * n }}", ("n", JinjaValue.Of(System.Numerics.BigInteger.Pow(10, 20)))));

    [Fact]
    public void An_unhashable_key_is_refused() => Assert.Throws<JinjaException>(
        () => JinjaValue.Dict([KeyValuePair.Create(JinjaValue.List([]), JinjaValue.None)]));

    private sealed class FunctionTable(string prefix = "") : JinjaObject
    {
        public override string Title => "salt";

        public override JinjaValue? GetItem(string key) => key == "cmd.run"
            ? JinjaValue.Function(key, call => JinjaValue.Of("ran " + call.Argument(0, "cmd")?.ToText()))
            : null;

        public override JinjaValue? GetAttribute(string name) =>
            GetItem(prefix + name) ?? (prefix.Length == 0 && name == "cmd" ? new FunctionTable("cmd.") : null);
    }
}
