using Brine.Salt.Source;
using CsCheck;

namespace Brine.Salt.Tests;

public sealed class CompilerLaws
{
    private static readonly Gen<string> Text = Gen.OneOf(
        "a", "b:\n", "  incus.a:\n", "  incus:\n", "    - x: 1\n", "    - present\n", "    - require: [a]\n",
            "    - name: b\n",
        "{% for i in [1, 2] %}", "{% endfor %}", "{{ i }}", "{{", "}}", "{% if x %}", "{%- endif -%}\n", "\n", "  ",
            "\t", "- ",
        "include:\n", "    - names: [a, b]\n", "    - order: 1\n", "incus:\n", "  instances:\n", "a: incus.a\n",
            "{# #}", "'", "\"",
        "extend:\n", "  a:\n", "    incus: [{x: 2}]\n", "exclude: [a, {id: b}]\n", "exclude:\n", "    - use: [a]\n",
            "    - prereq: [{incus: b}]\n", "    - require_in: [{incus: a}, {sls: f}, b]\n", "    - prereq_in: {incus: a}\n",
        "    - use_in: [b]\n", "    - listen_in: ['*']\n", "    - onfail_all: [a]\n", "    - order: last\n", "    - order: -1.5\n",
            "    - names: [{a: [{x: 1}]}, b]\n", "include: [f, .f, {dev: x}, '*']\n", "    - state: x\n", "    - fun: x\n")
        .Array[0, 30].Select(string.Concat);

    [Fact]
    public void Compiling_any_text_gives_a_result_whose_places_lie_in_the_file() => Text.Sample(text =>
    {
        var result = Compile(text);
        var lines = text.Split('\n');
        var rendered = result.States.Select(state => state.Span).Concat(result.Diagnostics.Select(found =>
            found.Span!.Value));
        foreach (var span in rendered.Where(span => !span.IsRendered))
        {
            Assert.InRange(span.Line, 1, lines.Length);
            Assert.InRange(span.Column, 1, lines[span.Line - 1].Length + 1);
        }
    }, iter: 2_000);

    [Fact]
    public void Requisites_and_keys_of_any_result_lead_to_its_states() => Text.Sample(text =>
    {
        var result = Compile(text);
        var keys = result.States.Select(state => state.Key).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        foreach (var requisite in result.States.SelectMany(state => state.Requisites))
            Assert.All(requisite.Keys, key => Assert.Contains(key, keys));
    }, iter: 1_000);

    [Fact]
    public void Compiling_twice_gives_the_same() => Text.Sample(text =>
        Assert.Equal(CaseText.Of(Compile(text)), CaseText.Of(Compile(text))), iter: 500);

    [Fact]
    public void Any_top_file_and_pillar_gives_a_result() => Text.Sample(text =>
    {
        var files = new SourceTree([new SourceFile("top.sls", text), new SourceFile("a.sls", text), new SourceFile("b/init.sls", text)]);
        var result = SaltCompiler.Compile(new CompileRequest
        {
            IsHighstate = true, StateRoot = files, PillarRoots = SourceRoots.Of(files),
        }, new ScriptedHost(), default);
        Assert.All(result.Diagnostics, found => Assert.NotEmpty(found.Message));
    }, iter: 500);

    private static CompileResult Compile(string text) =>
        SaltCompiler.Compile(new CompileRequest { Files = [new SourceFile("f.sls", text)] }, new ScriptedHost(),
            default);
}
