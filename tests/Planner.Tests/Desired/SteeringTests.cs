using Brine.Planner.Checks;
using Brine.Planner.Desired;
using Brine.Salt.Source;

namespace Brine.Planner.Tests.Desired;

/// <summary>The words of Salt that steer how a state is run.</summary>
public sealed class SteeringTests
{
    [Theory]
    [InlineData("onlyif: test -e /x", "Command test -e /x")]
    [InlineData("onlyif: [a, b]", "Command a, Command b")]
    [InlineData("onlyif: [{fun: cmd.run, cmd: a}, {fun: file.file_exists, path: /x}]", "Output a, File /x")]
    [InlineData("onlyif: [{fun: file.directory_exists, args: [/x]}, {fun: test.true}]", "Folder /x, Constant true")]
    public void Conditions_are_read(string written, string expected) =>
        Assert.Equal(expected, string.Join(", ", One(written).Checks!.OnlyIf.Select(c => $"{c.Kind} {c.Text}")));

    [Fact]
    public void All_that_may_be_asked_is_read()
    {
        var checks = One("unless: [a]", "creates: /x", "check_cmd: [b, c]", "runas: operator", "umask: 027").Checks!;

        Assert.Equal(["a", "b", "c"], checks.Commands);
        Assert.Equal(["/x"], checks.Creates);
        Assert.Equal(("operator", "027"), (checks.RunAs, checks.Umask));
        Assert.Equal(["/x", "/y"], One("creates: [/x, /y]").Checks!.Creates);
        Assert.Null(One("parallel: true").Checks);
    }

    [Theory]
    [InlineData("retry: true", 2, 30, 0, true)]
    [InlineData("retry: {attempts: 5}", 5, 30, 0, true)]
    [InlineData("retry: {attempts: 3, interval: 1, splay: 4, until: false}", 3, 1, 4, false)]
    public void Retry_is_read_with_the_defaults_of_Salt(string written, int attempts, int interval, int splay, bool until) =>
        Assert.Equal(new RetryRule(attempts, TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(splay), until), One(written).Retry);

    [Fact]
    public void A_line_that_makes_several_declarations_is_told_of_once() =>
        Assert.Single(Compile(false, "fire_event: true", "names: [a, b, c]").Diagnostics);

    [Theory]
    [InlineData("onlyif: []", "'onlyif' of 'x' is an empty list")]
    [InlineData("onlyif: true", "'onlyif' of 'x' is true")]
    [InlineData("unless: [{fun: pkg.version, name: x}]", "'unless' of 'x' is 'fun: pkg.version'")]
    [InlineData("unless: [{fun: cmd.run, cmd: x, cwd: /}]", "'unless' of 'x' is another one")]
    [InlineData("onlyif: [{cmd: x}]", "'onlyif' of 'x' is a mapping")]
    [InlineData("check_cmd: /bin/true", "'check_cmd' of 'x' is the text '/bin/true'")]
    [InlineData("creates: {a: b}", "'creates' of 'x' is a mapping")]
    [InlineData("retry: false", "'retry' of 'x' is false")]
    [InlineData("retry: [{attempts: 3}]", "'retry' of 'x' is a list")]
    [InlineData("retry: 3", "'retry' of 'x' is 3")]
    [InlineData("retry: {attempts: many}", "'attempts' of 'retry' of 'x' is the text 'many'")]
    [InlineData("retry: {attempt: 3}", "'attempt' of 'retry' of 'x' is 3")]
    [InlineData("parallel: maybe", "'parallel' of 'x' is the text 'maybe'")]
    [InlineData("umask: rwx", "'umask' of 'x' is the text 'rwx'")]
    public void A_wrong_value_is_told_where_it_stands(string written, string message)
    {
        var error = Assert.Single(Compile(false, written).Diagnostics, d => d.Severity == Severity.Error);

        Assert.Equal((Severity.Error, "incus.wrong-value", message), (error.Severity, error.Code, error.Message));
        Assert.Equal(5, error.Span!.Value.Line);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public void What_has_no_effect_is_told_and_never_left_out_in_silence()
    {
        var found = Compile(false, "fire_event: true", "reload_modules: true", "aggregate: true", "saltenv: dev", "runas: root",
            "umask: 022", "listen: [{incus: y}]").Diagnostics;

        Assert.All(found, d => Assert.Equal((Severity.Warning, "incus.no-effect"), (d.Severity, d.Code)));
        Assert.Equal(["listen", "fire_event", "reload_modules", "aggregate", "saltenv", "runas", "umask"],
            found.Select(d => d.Message.Split('\'')[1]));
    }

    [Theory]
    [InlineData("onlyif: a")]
    [InlineData("unless: [{fun: cmd.run, cmd: a}]")]
    [InlineData("check_cmd: [a]")]
    public void Without_commands_a_state_that_runs_one_is_refused(string written)
    {
        var error = Assert.Single(Compile(true, written).Diagnostics);

        Assert.Equal("incus.no-exec", error.Code);
        Assert.Contains("runs 'a'", error.Message, StringComparison.Ordinal);
        Assert.Empty(Compile(true, "creates: /x").Diagnostics);
    }

    [Fact]
    public void States_that_only_a_left_out_state_could_call_for_are_left_out_too()
    {
        const string text = """
            pkg-x: pkg.installed
            by-change:
              incus.instance_snapshot_present: [{instance: c1}, {onchanges: [{pkg: pkg-x}]}]
            behind-it:
              incus.instance_snapshot_present: [{instance: c1}, {onchanges: [{incus: by-change}]}]
            by-require:
              incus.instance_snapshot_present: [{instance: c1}, {require: [{pkg: pkg-x}]}]
            """;

        var compiled = Compiled.Of(text, skipForeign: true);

        Assert.Equal(["by-require"], compiled.Desired.Entries.Select(e => e.Origin.Id));
        Assert.Equal(3, compiled.Diagnostics.Count(d => d.Code == "incus.foreign-state"));
    }

    [Fact]
    public void All_mistakes_of_a_state_are_told_together() =>
        Assert.Equal(["unknown parameter 'unles' of incus.instance_snapshot_present: did you mean 'unless'?",
            "'retry' of 'x' is 3: expected true, or a mapping of attempts, interval, splay and until",
            "'onlyif' of 'x' is an empty list: expected a command, or a list of them"],
            Compile(false, "unles: a", "retry: 3", "onlyif: []").Diagnostics.Select(d => $"{d.Message}: {d.Remedy}").Order(StringComparer.Ordinal).Reverse());

    [Fact]
    public void States_that_contradict_each_other_may_take_turns()
    {
        const string text = """
            up:
              incus.instance_running: [{name: c1}, {onlyif: is-day}]
            down:
              incus.instance_stopped: [{name: c1}, {unless: is-day}]
            """;

        Assert.Empty(Compiled.Of(text).Diagnostics);
        Assert.Equal("incus.contradiction", Assert.Single(Compiled.Of(text.Replace(", {onlyif: is-day}", "", StringComparison.Ordinal)
            .Replace(", {unless: is-day}", "", StringComparison.Ordinal)).Diagnostics).Code);
    }

    private static DesiredEntry One(params string[] words)
    {
        var compiled = Compile(false, words);
        Assert.Empty(compiled.Diagnostics);
        return compiled.Desired.Entries[0];
    }

    private static DesiredCompilation Compile(bool noExec, params string[] words) => Compiled.With(noExec, "x:\n  incus.instance_snapshot_present:\n"
        + "    - instance: c1\n    - name: s\n" + string.Concat(words.Select(w => $"    - {w}\n"))
        + "y:\n  incus.instance_snapshot_present: [{instance: c1}]\n");
}
