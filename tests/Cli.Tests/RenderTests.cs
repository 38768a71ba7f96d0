using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

public sealed class RenderTests
{
    private const string Template = """
        {% for tier in pillar['tiers'] %}
        {{ tier }}-snap:
          incus.instance_snapshot_present:
            - instance: {{ tier }}
            - name: a
        {% endfor %}

        """;

    [Theory]
    [InlineData("json", """
        {
          "a": {
            "incus.present": [
              {
                "name": "x"
              },
              {
                "keep": 1.5
              },
              true,
              null
            ]
          }
        }

        """)]
    [InlineData("yaml", """
        a:
          incus.present:
          - name: x
          - keep: 1.5
          - true
          - null

        """)]
    public async Task Or_as_the_data_that_is_read_from_it(string format, string expected)
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("t.sls", "{% set x = 'x' %}\na: {incus.present: [{name: {{ x }}}, {keep: 1.5}, yes, ~]}\n");
        var end = await stage.RunAsync("render", file, "--out", format);
        Assert.Equal((Exits.Done, expected), (end.Code, end.Out));
    }

    [Fact]
    public async Task Data_that_cannot_be_read_is_told_with_its_line()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("t.sls", "a: 1\n{{ 'a' }}: 2\n");
        var end = await stage.RunAsync("render", file, "--out", "json");
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Empty(end.Out);
        Assert.Contains("t.sls:2:1: found conflicting ID 'a'", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_shown_as_it_renders()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("t.sls", Template);
        var pillar = stage.Write("p.sls", "tiers: [web-server, api-server]\n");
        var end = await stage.RunAsync("render", file, "--pillar", pillar);
        Assert.Equal(Exits.Done, end.Code);
        Assert.Equal("""

            web-server-snap:
              incus.instance_snapshot_present:
                - instance: web-server
                - name: a

            api-server-snap:
              incus.instance_snapshot_present:
                - instance: api-server
                - name: a


            """, end.Out);
        Assert.Empty(stage.Server.Control.Requests);
    }

    [Fact]
    public async Task Pillar_data_may_be_json_on_the_command_line()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Write("t.sls", Template);
        var end = await stage.RunAsync("apply", file, "--pillar", """{"tiers": ["web-server"]}""");
        Assert.Equal(Exits.Done, end.Code);
        Assert.Contains("1 created", end.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_exec_refuses_templates_that_run_commands()
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("render", stage.Example("web-tier/web-tier.sls"), "--no-exec");
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Empty(end.Out);
        Assert.Contains("--no-exec", end.Error, StringComparison.Ordinal);
    }
}
