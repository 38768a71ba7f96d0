using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.Templates;

namespace Brine.Salt.Tests;

public sealed class RenderTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a\n", "a\n")]
    [InlineData("a", "a")]
    [InlineData("{{ 1 }}\n", "1\n")]
    [InlineData("{{ 1 }}\n\n", "1\n\n")]
    [InlineData("{{ 1 -}}\n", "1\n")]
    [InlineData("", "")]
    public void The_final_newline_is_kept_as_Salt_keeps_it(string template, string expected) =>
        Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{ {'b': [1, none], 'a': 'x\"'} | json }}", """{"a": "x\"", "b": [1, null]}""")]
    [InlineData("{{ {'b': [1, none], 'a': 'yes'} | yaml }}", "{a: 'yes', b: [1, null]}")]
    [InlineData("{{ {'b': [1, {'c': 2, 'd': []}]} | yaml(False) }}", "b:\n- 1\n- c: 2\n  d: []")]
    [InlineData("{{ 'it is' | quote }} {{ 'plain' | quote }}", "'it is' plain")]
    [InlineData("{{ 'yes' | to_bool }} {{ 'no' | to_bool }} {{ 3 | to_bool }}", "True False True")]
    [InlineData("{{ 'web-01' | regex_replace('([a-z]+)-(?P<n>[0-9]+)', '\\\\2$\\\\g<n>') }}", "01$01")]
    [InlineData("{{ 'xweb-01' | regex_search('([a-z])-([0-9]+)') }}", "('b', '01')")]
    [InlineData("{{ 'xweb' | regex_match('web') }}", "None")]
    [InlineData("{{ none | strftime('%Y%m%d-%H%M') }}", "20240115-1200")]
    [InlineData("{{ '2024-03-01T05:00:00Z' | strftime('%G-W%V %a %j') }}", "2024-W09 Fri 061")]
    [InlineData("{{ [1, 2, 2] | unique }} {{ [1, 2] | union([2, 3]) }} {{ [1, 2] | difference([2]) }}",
        "[1, 2] [1, 2, 3] [1]")]
    [InlineData("{{ [1, [2, [3]]] | flatten }} {{ [1, 2] | avg }}", "[1, 2, 3] 1.5")]
    [InlineData("{{ 'a: [1, yes]' | load_yaml }} {{ '{\"a\": 1}' | load_json }}", "{'a': [1, True]} {'a': 1}")]
    [InlineData("{{ 'a/' | path_join('b', 'c') }} {{ 'hi' | base64_encode | base64_decode }}", "a/b/c hi")]
    [InlineData("{{ 'web1' is match('web[0-9]') }}", "True")]
    [InlineData("{{ 'key: !!binary aGk=' | load_yaml }}", "{'key': b'hi'}")]
    [InlineData("{{ 'abc'.encode() | yaml }}", "!!binary |\n  YWJj")]
    [InlineData("{{ {'x': 'abc'.encode()} | yaml }}", "{x: !!binary \"YWJj\\n\"}")]
    [InlineData("{{ {'l': ['b'.encode(), 1, ''.encode()], 'x': 'abc'.encode(), 'y': 1} | yaml(False) }}",
        "l:\n- !!binary |\n  Yg==\n- 1\n- !!binary \"\"\nx: !!binary |\n  YWJj\ny: 1")]
    [InlineData("{{ {'k'.encode(): 1} | yaml(False) }} {{ {'k'.encode(): 1} | yaml(True) }}",
        "? !!binary |\n  aw==\n: 1 {? !!binary \"aw==\\n\" : 1}")]
    [InlineData("{{ {'x': {'y': ('a' * 58).encode(), 'z': [[''.encode()]]}} | yaml(False) }}",
        "x:\n  y: !!binary |\n    YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\n    YQ==\n  z:\n  - - !!binary \"\"")]
    public void Filters_of_Salt_give_what_Salt_gives(string template, string expected) =>
        Assert.Equal(expected, Render(template));

    [Fact]
    public void A_command_is_split_as_a_shell_splits_words_and_runs_without_one()
    {
        var host = new ScriptedHost();
        Render("{{ salt['cmd.run']('date  \"+%Y%m%d\"') }}", host);
        Assert.Equal(["date", "+%Y%m%d"], host.Asked.Single().Arguments);
        Assert.Null(host.Asked.Single().ShellText);
    }

    [Fact]
    public void A_state_file_runs_its_commands_once()
    {
        var host = new ScriptedHost();
        var file = new SourceFile("a.sls", "{{ salt['cmd.run']('hostname') }}: incus.a\n");
        SaltCompiler.Compile(new CompileRequest { Files = [file] }, host, Token);
        Assert.Single(host.Asked);
    }

    [Fact]
    public void Without_exec_a_command_is_refused_with_its_line()
    {
        var file = new SourceFile("a.sls", "x: y\na: {{ salt['cmd.run']('date') }}\n");
        var found = SaltRenderer.Render(file, new RenderContext(), new NoExec(default(DateTimeOffset)), Token).Diagnostics.Single();
        Assert.Equal(new SourceSpan("a.sls", 2, 1), found.Span);
        Assert.Contains("running 'date' is refused: commands are switched off (--no-exec)", found.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_a_rendering() => Assert.Throws<OperationCanceledException>(() =>
        SaltRenderer.Render(new SourceFile("a", "{{ 1 }}"), new RenderContext(), new ScriptedHost(),
            new CancellationToken(true)));

    [Theory]
    [InlineData("a\nb: {{ 1 }}\nc: d\n", "a\nb: 1\nc: d\n", 3, 1, 3)]
    [InlineData("{% set x = 1 %}{% for i in x %}\nk{{ i }}:\n  v: 1\n{% endfor %}\nz: 1\n",
        "\nk1:\n  v: 1\n\nk2:\n  v: 1\n\nz: 1\n", 6, 3, 3)]
    [InlineData("{{ all }}\nz: 1\n", "a: 1\nb: 2\nz: 1\n", 3, 1, 2)]
    public void A_place_in_the_rendered_text_leads_back_to_the_template_line(
        string template, string rendered, int line, int column, int expected)
    {
        var offset = string.Join('\n', rendered.Split('\n').Take(line - 1)).Length + column;
        var span = PositionMap.Rendered(new SourceFile("f", template), rendered).At(offset);
        Assert.Equal((expected, false), (span.Line, span.IsRendered));
    }

    private static string? Render(string template, ScriptedHost? host = null)
    {
        var rendering = SaltRenderer.Render(new SourceFile("a.sls", template), new RenderContext(), host ?? new(),
            Token);
        Assert.Equal(ImmutableArray<Diagnostic>.Empty, rendering.Diagnostics);
        return rendering.Text;
    }
}
