using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>What is wrong with a tree is told where it stands, with what to do.</summary>
public sealed class TreeTests
{
    private const string State = "x: {incus.a: [{i: 1}]}\n";

    [Fact]
    public void An_extend_that_means_none_or_several_says_which()
    {
        Tell("salt.extend: cannot extend ID 'gone' in SLS 'a': no state has this ID or name",
            ("a.sls", "extend:\n  gone: {incus: [{i: 1}]}\n" + State));
        Tell("salt.extend: cannot extend ID 'c1' in SLS 'a': several states have this name: 'y' at b.sls:1:1, 'z' at b.sls:2:1",
            ("a.sls", "include: [b]\nextend:\n  c1: {incus: [{i: 1}]}\n"), ("b.sls", "y: {incus.a: [{n: c1}]}\nz: {incus.a: [{n: c1}]}\n"));
    }

    [Fact]
    public void An_exclude_that_means_nothing_is_told() =>
        Tell("salt.exclude: exclude: no state comes from an SLS 'gone'", ("a.sls", "exclude: [gone, {id: none}]\n" + State));

    [Fact]
    public void A_requisite_at_the_other_end_says_what_is_missing()
    {
        Tell("salt.requisite.unknown: requisite target 'gone' in SLS 'a': no state has this ID or name",
            ("a.sls", "x: {incus.a: [{require_in: [{incus: gone}]}]}\n"));
        Tell("salt.requisite.unknown: requisite target 'y' in SLS 'a': this ID has no state of 'incus'",
            ("a.sls", "x: {incus.a: [{require_in: [{incus: y}]}]}\ny: test.nop\n"));
        Tell("salt.requisite.unknown: 'use' target 'incus: gone' of ID 'x' matches no state", ("a.sls", "x: {incus.a: [{use: [{incus: gone}]}]}\n"));
        Tell("salt.requisite.unknown: 'watch_in' target 'gone' of ID 'x' matches no state", ("a.sls", "x: {incus.a: [{watch_in: [gone]}]}\n"));
        Tell("salt.requisite.unknown: 'require_in' target 'sls: gone' of ID 'x' matches no state", ("a.sls", "x: {incus.a: [{require_in: [{sls: gone}]}]}\n"));
        Tell("salt.requisite.shape: there is no requisite 'require_any_in' (ID 'x')", ("a.sls", "x: {incus.a: [{require_any_in: [y]}]}\n"));
        Tell("salt.requisite.shape: 'use' of ID 'x' is not formed as a list", ("a.sls", "x: {incus.a: [{use: {incus: y}}]}\ny: incus.a\n"));
    }

    [Fact]
    public void A_ring_is_shown_with_each_place()
    {
        Tell("salt.requisite.cycle: these states wait for each other: 'y' (b.sls:1) -> 'x' (a.sls:2) -> 'y'",
            ("a.sls", "include: [b]\nx: {incus.a: [{require: [{incus: y}]}]}\n"), ("b.sls", "y: {incus.a: [{onchanges: [{incus: x}]}]}\n"));
        Tell("salt.requisite.cycle: these states wait for each other: 'x' (a.sls:1) -> 'x'", ("a.sls", "x: {incus.a: [{require: [{sls: a}]}]}\n"));
    }

    [Fact]
    public void A_name_that_is_no_text_is_told_for_Salt_would_take_the_ID()
    {
        var result = Compile(new CompileRequest { Sls = ["a"] }, ("a.sls", "x: {incus.a: [{name: 20240115}]}\n"));

        Assert.Equal("20240115", Assert.Single(result.States).Name);
        var told = Assert.Single(result.Diagnostics);
        Assert.Equal((Severity.Warning, "salt.name-not-text"), (told.Severity, told.Code));
    }

    [Fact]
    public void Top_files_of_a_wrong_shape_are_told()
    {
        TellTop("salt.top: top file 'top.sls' is not formed as a mapping", "[a]\n");
        TellTop("salt.top: environment 'base' in the top file is not formed as a mapping", "base: [a]\n");
        TellTop("salt.top: what target '*' gets is not formed as a list", "base: {'*': a}\n");
        TellTop("salt.top: 'include' in a top file is not formed as a list", "include: a\nbase: {'*': [a]}\n");
        TellTop("salt.top: no SLS 'gone' for this top file to include", "include: [gone]\nbase: {'*': [a]}\n");
        TellTop("salt.top: 'subfilter' in a top file is not supported", "base: {'*': [{subfilter: {'*': [a]}}]}\n");
        TellTop("salt.sls: no matching sls found for 'gone' in env 'base'", "base: {'*': [gone]}\n");
        TellTop("salt.sls: there is no environment 'dev' for SLS 'a'", "dev: {'*': [a]}\n");
    }

    [Fact]
    public void Targets_that_cannot_be_read_are_told()
    {
        TellTop("salt.top.target: target: there is no nodegroup 'g'", "base: {g: [{match: nodegroup}, a]}\n");
        TellTop("salt.top.target: target: there is no nodegroup 'g'", "base: {'N@g': [a]}\n");
        TellTop("salt.top.target: target: targets of the kind 'range' are not supported", "base: {g: [{match: range}, a]}\n");
        TellTop("salt.top.target: target: there is no kind of target 'glub'", "base: {g: [{match: glub}, a]}\n");
        TellTop("salt.top.target: target: 'os' has no ':'", "base: {os: [{match: grain}, a]}\n");
        TellTop("salt.top.target: target: '(' is no regular expression", "base: {'(': [{match: pcre}, a]}\n");
        TellTop("salt.top.target: target: '10.0.0.1/8' is no address and no network", "base: {10.0.0.1/8: [{match: ipcidr}, a]}\n");
        TellTop("salt.top.target: target: 'web and' is no compound target: something is missing at its end", "base: {web and: [a]}\n");
        TellTop("salt.top.target: target: 'web db' is no compound target: 'db' is out of place", "base: {web db: [a]}\n");
        TellTop("salt.top.target: target: 'R@x' is a target of a kind that is not supported", "base: {R@x: [a]}\n");
    }

    [Fact]
    public void A_nodegroup_that_holds_itself_is_told()
    {
        var groups = MinionOptions.Default.Nodegroups.Add("g", YamlScalar.Of("N@h or web")).Add("h", YamlScalar.Of("N@g or db"));

        var result = Compile(new CompileRequest { IsHighstate = true, Minion = new MinionOptions { Nodegroups = groups } },
            ("top.sls", "base: {'N@g': [a]}\n"), ("a.sls", State));

        Assert.Contains(result.Diagnostics, d => d.Code == "salt.top.target" && d.Message == "target: nodegroup 'g' holds itself");
    }

    [Fact]
    public void Pillar_roots_tell_what_is_missing_or_of_a_wrong_shape()
    {
        TellPillar("salt.pillar.missing: pillar SLS 'gone' is not in the pillar roots of 'base'", ("top.sls", "base: {'*': [gone]}\n"));
        TellPillar("salt.pillar.shape: pillar 'p.sls' is not formed as a mapping", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "[1]\n"));
        TellPillar("salt.pillar.include: 'include' in pillar 'p.sls' is not formed as a list", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "include: q\n"));
        TellPillar("salt.pillar.include: an entry of 'include' is no name", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "include: [[q]]\n"));
        TellPillar("salt.pillar.include: includes go deeper than 100 files",
            [("top.sls", "base: {'*': [p0]}\n"), .. Enumerable.Range(0, 103).Select(i => ($"p{i}.sls", $"include: [p{i + 1}]\n")), ("p103.sls", "a: 1\n")]);
        TellPillar("salt.top: the pillar roots have no top.sls, so that none of their files is read", ("p.sls", "a: 1\n"));
        TellPillar("salt.pillar.nothing: the pillar has no 'incus' section that could be carried out", ("top.sls", "base: {'*': [p]}\n"), ("p.sls", "a: 1\n"));
    }

    private static void Tell(string expected, params (string Path, string Text)[] files) =>
        Expect(expected, Compile(new CompileRequest { Sls = ["a"] }, files));

    private static void TellTop(string expected, string top) =>
        Expect(expected, Compile(new CompileRequest { IsHighstate = true, MinionId = "mail" }, ("top.sls", top), ("a.sls", State)));

    private static void TellPillar(string expected, params (string Path, string Text)[] files)
    {
        var tree = new SourceTree(files.Select(f => new SourceFile(f.Path, f.Text)));
        Expect(expected, SaltCompiler.Compile(new CompileRequest { CarriesPillar = true, PillarRoots = SourceRoots.Of(tree) }, new ScriptedHost(),
            TestContext.Current.CancellationToken));
    }

    private static void Expect(string expected, CompileResult result)
    {
        var found = result.Diagnostics.Where(d => $"{d.Code}: {d.Message}".StartsWith(expected, StringComparison.Ordinal)).ToList();
        Assert.True(found.Count > 0, expected + "\n" + string.Join('\n', result.Diagnostics));
        Assert.All(found, d => Assert.True(d.Remedy is { Length: > 0 }, d.ToString()));
    }

    private static CompileResult Compile(CompileRequest request, params (string Path, string Text)[] files) => SaltCompiler.Compile(
        request with { StateRoot = new SourceTree(files.Select(f => new SourceFile(f.Path, f.Text))) }, new ScriptedHost(),
        TestContext.Current.CancellationToken);
}
