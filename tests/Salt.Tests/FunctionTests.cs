using System.Collections.Immutable;
using Brine.Salt.Filters;
using Brine.Salt.Functions;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>Functions and filters that ask the host, and what is told when something is wrong.</summary>
public sealed class FunctionTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static readonly ScriptedHost Host = new()
    {
        Variables = new Dictionary<string, string> { ["PATH"] = "/opt/bin:/usr/bin", ["HOME"] = "/root" },
        Files = new Dictionary<string, string>
        {
            ["/usr/bin/tool"] = "x", ["/etc/app.conf"] = "a = 1\r\nb = 2\n", ["/root/note"] = "hi", ["/etc/empty"] = "",
            ["/etc/passwd"] = "root:x:0:0::/root:/bin/sh\nweb:x:33:33::/:/bin/false\n",
        },
    };

    [Theory]
    [InlineData("{{ salt['cmd.run']('fail') }}", "out")]
    [InlineData("{{ salt['cmd.retcode']('fail') }}", "3")]
    [InlineData("{{ salt['cmd.run_stdout']('fail') }}|{{ salt['cmd.run_stderr']('fail') }}", "out|why")]
    [InlineData("{{ salt['cmd.run_all']('fail') }}", "{'pid': 77, 'retcode': 3, 'stdout': 'out', 'stderr': 'why'}")]
    [InlineData("{{ salt['cmd.run']('fail', hide_output=True) }}|", "|")]
    [InlineData("{{ salt['cmd.shell']('date +%Y%m%d | tr -d 0') }}", "2415")]
    [InlineData("{{ salt['cmd.run']('date +%Y%m%d | tr -d 0', python_shell=True) }}", "2415")]
    [InlineData("{{ salt.cmd.run('hostname') }}", "web1")]
    [InlineData("{{ salt['cmd.which']('tool') }} {{ salt['cmd.has_exec']('tool') }} {{ salt['cmd.which']('none') }}", "/usr/bin/tool True None")]
    [InlineData("{{ 'tool' | which }} {{ '/usr/bin/tool' | which }}", "/usr/bin/tool /usr/bin/tool")]
    [InlineData("{{ salt['cmd.which_bin'](['none', 'tool']) }}", "/usr/bin/tool")]
    [InlineData("{{ salt['file.file_exists']('/etc/app.conf') }} {{ salt['file.file_exists']('/etc') }} {{ salt['file.directory_exists']('/etc') }}", "True False True")]
    [InlineData("{{ salt['file.file_exists']('~/note') }} {{ salt['file.read']('/etc/app.conf') }}", "True a = 1\nb = 2\n")]
    [InlineData("{{ salt['file.readdir']('/usr') }} {{ salt['file.contains']('/etc/app.conf', ' b = 2 ') }}", "['.', '..', 'bin'] True")]
    [InlineData("{{ '/root/note' | file_hashsum('md5') }}", "49f68a5c8493ec2c0bf489821c21fc3b")]
    [InlineData("{{ '/etc/empty' | is_empty }} {{ '/root/note' | is_empty }} {{ '/root/note' | is_text_file }} {{ '/root/note' | is_bin_file }}", "True False True False")]
    [InlineData("{{ '/usr' | list_files }} {{ 'web' | get_uid }}", "['/usr', '/usr/bin', '/usr/bin/tool'] 33")]
    [InlineData("{{ ifelse('web*', 'w', 'db*', 'd', 'none') }} {{ ifelse('m*', 1, 2) }} {{ ifelse(false, 1, 2) }}", "none 1 2")]
    [InlineData("{{ none | strftime('%Y%m%d') }} {{ '2024-03-01T05:00:00Z' | strftime('%G-W%V') }}", "20240115 2024-W09")]
    public void Functions_answer_from_the_host(string template, string expected)
    {
        var rendering = Render(template);
        Assert.Equal(ImmutableArray<Diagnostic>.Empty, rendering.Diagnostics);
        Assert.Equal(expected, rendering.Text);
    }

    [Theory]
    [InlineData("{{ salt['pillar.gte']('a') }}", "salt['pillar.gte'] is a function that Brine does not have; near to it are pillar.get")]
    [InlineData("{{ salt.grains.fitler_by({}) }}", "salt['grains.fitler_by'] is a function that Brine does not have; near to it are grains.filter_by")]
    [InlineData("{{ salt['pkg.version']('x') }}", "salt['pkg.version'] is a function that Brine does not have; docs/templates.md")]
    [InlineData("{{ salt['pillar.get']() }}", "pillar.get needs the argument 'key'")]
    [InlineData("{{ salt['pillar.get']('a', nothing=1) }}", "pillar.get knows no argument 'nothing'; it takes key, default, merge,")]
    [InlineData("{{ salt['cmd.run']('fail', raise_err=True) }}", "cmd.run: the command failed with exit code 3: out")]
    [InlineData("{{ salt['cmd.run']('hostname', runas='bob') }}", "cmd.run: the argument 'runas' is not supported")]
    [InlineData("{{ salt['cmd.run']('nope') }}", "cmd.run: 'nope': no such program")]
    [InlineData("{{ salt['file.read']('/nope') }}", "cannot read '/nope': there is no such file")]
    [InlineData("{{ salt['incus.instance_list']() }}", "incus.instance_list: this run has no Incus server to ask")]
    [InlineData("{{ 'http://x' | http_query }}", "the filter 'http_query' is not carried out: a template that asks the network")]
    [InlineData("{{ 'x' | dns_check(80) }}", "the filter 'dns_check' is not carried out")]
    [InlineData("{{ env }}", "'env' is undefined")]
    [InlineData("{% load_yaml as x %}\na: 1\nb: c: d\n{% endload %}", "this is not YAML: a mapping value is not allowed here (line 3 of the data, 'b: c: d')")]
    [InlineData("{% load_json as x %}\n{\"a\": }\n{% endload %}", "this is not JSON: '}' is an invalid start of a value (line 2 of the data, '{\"a\": }')")]
    [InlineData("{% import_yaml 'bad.yaml' as x %}", "this is not YAML: a mapping value is not allowed here (line 2 of the data, 'b: c: d'), in what 'bad.yaml' renders to")]
    [InlineData("{{ salt['slsutil.renderer']('salt://bad.jinja') }}", "slsutil.renderer: bad.jinja:2: 'nope' is undefined")]
    [InlineData("{{ salt['slsutil.renderer'](string='x', default_renderer='mako') }}", "the renderer 'mako' is one of Salt's that Brine does not have")]
    [InlineData("{{ salt['slsutil.renderer']('salt://loop.jinja', default_renderer='jinja') }}", "renderings stand in one another more than 20 deep")]
    public void What_is_wrong_is_named(string template, string expected) =>
        Assert.Contains(expected, Assert.Single(Render(template).Diagnostics).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("#!yaml\na: {{ 1 }}", "#!yaml\na: {{ 1 }}", null)]
    [InlineData("#!jinja|yaml\na: {{ 1 }}", "#!jinja|yaml\na: 1", null)]
    [InlineData("#!jinja | json\n{\"a\": {{ 1 }}}", "#!jinja | json\n{\"a\": 1}", null)]
    [InlineData("#!json\n{\"a\": [1]}", "#!json\n{\"a\": [1]}", null)]
    [InlineData("#!/bin/sh\na: {{ 1 }}", "#!/bin/sh\na: 1", null)]
    [InlineData("#!json\na: 1", null, "this is not JSON")]
    [InlineData("#!py\ndef run(): pass", null, "the renderer 'py' is one of Salt's that Brine does not have")]
    [InlineData("#!nonsense\na: 1", null, "there is no renderer 'nonsense'")]
    [InlineData("#!yaml|jinja\na: 1", null, "the renderer 'yaml' gives data, and the one behind it wants text")]
    [InlineData("#!jinja\na: 1", null, "'jinja' gives text, and a state or pillar file must come to data")]
    public void The_first_line_says_how_a_file_is_rendered(string file, string? expected, string? error)
    {
        var rendering = Render(file);
        Assert.Equal(expected, rendering.Text);
        if (error is null)
            Assert.Empty(rendering.Diagnostics);
        else
        {
            Assert.Equal("salt.renderer", Assert.Single(rendering.Diagnostics).Code);
            Assert.Contains(error, rendering.Diagnostics[0].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_minions_configuration_may_trim_blocks()
    {
        var options = (YamlMap)YamlReader.Read(new SourceFile("minion", "jinja_sls_env: {trim_blocks: true, lstrip_blocks: true}\n")).Root!;
        var file = new SourceFile("t.sls", "a: 1\n  {% if true %}\nb: 2\n  {% endif %}\nc: 3\n");
        Assert.Equal("a: 1\nb: 2\nc: 3\n", SaltRenderer.Render(file, new RenderContext { Sls = "t", Options = options }, Host, Token).Text);
    }

    [Fact]
    public void Random_answers_come_from_the_host_alone()
    {
        const string template = "{{ salt['random.get_str'](8) }} {{ 8 | random_str }} {{ [1, 2, 3] | random_shuffle }} {{ 'AA' | gen_mac }}";
        Assert.Equal(Render(template).Text, Render(template).Text);
    }

    [Theory]
    [InlineData("{{ 5 | random_str }}")]
    [InlineData("{{ [1, 2, 3] | random }}")]
    [InlineData("{{ '/x' | file_hashsum }}")]
    public void A_host_that_cannot_answer_is_an_error_of_the_template(string template) => Assert.Single(SaltRenderer.Render(
        new SourceFile("t.sls", template), new RenderContext(), new NoExec(default(DateTimeOffset)), Token).Diagnostics);

    [Fact]
    public void Without_exec_nothing_but_commands_is_refused()
    {
        var file = new SourceFile("t.sls", "{{ salt['file.read']('/root/note') }}{{ salt['environ.get']('HOME') }}{{ salt['cmd.which']('tool') }}");
        Assert.Equal("hi/root/usr/bin/tool", SaltRenderer.Render(file, new RenderContext(), new NoExec(Host), Token).Text);
    }

    [Fact]
    public void The_page_on_templates_names_every_function_and_filter()
    {
        var page = File.ReadAllText(Path.Combine(Here.Folder, "..", "..", "docs", "templates.md"));
        var words = page.Split([' ', '\n', '`', '|', ',', '(', ')']).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], SaltFunctions.KnownNames.Concat(SaltFilters.Names).Where(name => !words.Contains(name)));
    }

    private static Rendering Render(string template)
    {
        var tree = new SourceTree(
        [
            new SourceFile("bad.yaml", "a: 1\nb: c: d\n"), new SourceFile("bad.jinja", "a\n{{ nope }}\n"),
            new SourceFile("loop.jinja", "{{ salt['slsutil.renderer']('salt://loop.jinja', default_renderer='jinja') }}"),
        ]);
        return SaltRenderer.Render(new SourceFile("t.sls", template),
            new RenderContext { StateRoot = tree, MinionId = "m1" }, Host, Token);
    }
}
