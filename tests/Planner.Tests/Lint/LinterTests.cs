using Brine.Planner.Lint;
using Brine.Planner.Lint.Output;

namespace Brine.Planner.Tests.Lint;

/// <summary>What holds for all rules: places, comments that ignore, one finding for one mistake, no mistake that breaks lint itself.</summary>
public sealed class LinterTests
{
    private const string Head = "a:\n  incus.instance_snapshot_present:\n    - instance: web\n";

    [Fact]
    public void Included_files_and_imported_macros_are_looked_at_too()
    {
        var report = LintCases.Lint("{% import 'm.jinja' as m %}\ninclude:\n  - other\n" + Head + "    - name: w-{{ m.week() }}\n", root:
        [
            ("f.sls", ""), ("other.sls", "b:\n  incus.instance_snapshot_present:\n    - instance: db\n    - name: daily-2024115\n"),
            ("m.jinja", "{% macro week() %}{{ salt['cmd.run']('date +%YW%V') }}{% endmacro %}\n"),
        ]);
        Assert.Equal(["name-form other.sls:4:7", "template-week-year m.jinja:1:39"], report.Findings.Select(f => $"{f.Rule} {f.Span}").Order(StringComparer.Ordinal));
        Assert.Equal(3, report.Files);
    }

    [Fact]
    public void A_place_that_is_known_in_the_rendered_text_only_is_never_given_as_a_line_of_the_file()
    {
        var report = LintCases.Lint(Head + "{{ '    - description: x\\n    - name: daily-2024115\\n' }}\n");
        var finding = Assert.Single(report.Findings);
        Assert.True(finding.Span!.Value.IsRendered);
        Assert.Contains("of the rendered text)", finding.Message, StringComparison.Ordinal);
        Assert.Equal("    - name: daily-2024115", finding.SourceLine);
        Assert.StartsWith("f.sls: warning name-form: ", FindingText.Plain(report).ToPlain(int.MaxValue), StringComparison.Ordinal);
        Assert.Contains("\"line\": null", FindingJson.Of(report), StringComparison.Ordinal);
        Assert.DoesNotContain("startLine", Sarif.Of(report, "1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    - name: daily-2024115 # brine-lint: ignore=name-form\n")]
    [InlineData("    # brine-lint: ignore=name-form\n    - name: daily-2024115\n")]
    [InlineData("    # brine-lint: ignore=name-form\n    # as it came\n\n    - name: daily-2024115\n")]
    [InlineData("    - name: daily-2024115 {# brine-lint: ignore=name-form #}\n")]
    [InlineData("    {#- brine-lint: ignore=name-form #}\n    - name: daily-2024115\n")]
    [InlineData("    - name: daily-2024115 # brine-lint: ignore=name-form,expiry-invalid\n    - expires: soon # brine-lint: ignore=expiry-invalid\n", 2, "lint-unused-ignore")]
    [InlineData("    - nam: daily-20240115 # brine-lint: ignore=incus.unknown-parameter\n")]
    public void Comments_ignore_what_they_name_in_their_line_or_the_next(string line, int suppressed = 1, string? left = null)
    {
        var report = LintCases.Lint(Head + line);
        Assert.Equal(left is null ? [] : [left], report.Findings.Select(f => f.Rule));
        Assert.Equal(suppressed, report.Suppressed);
    }

    [Theory]
    [InlineData("a:\n\tb: c\n", "salt.yaml.tab")]
    [InlineData("a: {{ nope }}\n", "salt.jinja")]
    [InlineData(Head + "    - name: x\na:\n  incus.instance_running: []\n", "salt.yaml.duplicate-key")]
    [InlineData(Head + "    - nmae: x\n", "incus.unknown-parameter")]
    [InlineData("a:\n  incus.instance_snapshot_presnt:\n    - instance: web\n", "incus.unknown-function")]
    [InlineData(Head + "    - name: before-update\nb:\n  incus.instance_snapshot_absent:\n    - instance: web\n    - name: before-update\n", "incus.contradiction")]
    [InlineData("b:\n  incus.instance_absent:\n    - name: web\n" + Head + "    - name: before-update\n", "incus.contradiction")]
    [InlineData(Head + "    - name: before-update\n    - require:\n      - incus: nobody\n", "salt.requisite.unknown")]
    [InlineData(Head + "    - name: before-update\n    - description: one\n    - description: two\n", "salt.duplicate-argument")]
    [InlineData(Head + "    - name: ..\n", "incus.snapshot-name")]
    [InlineData(Head + "    - name: before-update\n    - stateful: \"false\"\n", "incus.wrong-value")]
    [InlineData(Head + "    - name: before-update\n    - description: |-\n        x\n\n        Brine-Group: y\n", "incus.wrong-value")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    instance: web\n", "salt.unknown-shape")]
    [InlineData("#!py\nx: y\n", "salt.renderer")]
    [InlineData("p:\n  pkg.installed:\n    - name: nano\n", "incus.foreign-state")]
    [InlineData("r:\n  incus.image_present:\n    - name: debian\n", "pillar.unsupported")]
    [InlineData("incus:\n  instance_snapshots:\n    a: {instance: web, name: before-update}\n  incus_two: {}\n", "pillar-unknown-section")]
    public void What_compiling_tells_is_found_once_under_its_code(string text, string rule) =>
        Assert.Equal([rule], LintCases.Lint(text).Findings.Select(f => f.Rule));

    [Fact]
    public void A_line_in_a_loop_is_told_once()
    {
        var finding = Assert.Single(LintCases.Lint("{% for i in ['one', 'two', 'three'] %}\n{{ i }}:\n  incus.instance_snapshot_present:\n    - instance: {{ i }}\n"
            + "    - name: daily-2024115\n{% endfor %}\n").Findings);
        Assert.Equal("f.sls:5:7", finding.Span.ToString());
    }

    [Fact]
    public void What_differs_from_round_to_round_is_told_with_how_often()
    {
        var finding = Assert.Single(LintCases.Lint("{% for i in ['one', 'two', 'three'] %}\n{{ i }}:\n  incus.instance_snapshot_present:\n    - instance: {{ i }}\n"
            + "    - name: before-update\n    - require:\n      - incus: no-{{ i }}\n{% endfor %}\n").Findings);
        Assert.EndsWith("(and 2 more from this line)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_come_from_top_to_bottom() =>
        Assert.Equal([4, 5, 9], LintCases.Lint(Head + "    - name: daily-2024115\n    - expires: soon\nb:\n  incus.instance_snapshot_present:\n    - instance: web\n    - name: weekly\n")
            .Findings.Select(f => f.Span!.Value.Line));

    [Fact]
    public void States_of_other_modules_may_hold_what_is_wrong_in_ours() =>
        Assert.Equal(["incus.foreign-state"], LintCases.Lint("/etc/motd:\n  file.managed:\n    - mode: 0644\n    - pattern: on\n    - contents: 12:30\n").Findings.Select(f => f.Rule));

    [Fact]
    public void Whatever_is_written_lint_ends_and_says_the_same_twice()
    {
        string[] splices = ["{{", "}}", "{%", "%}", "{#", "'", "\"", ":", "\n", "  ", "- ", "%Y%V", "daily-", "#", "\t", "[", "]", "{", "}", "%d", "99999999999", "\u0001", "&a", "*a", "<<: "];
        var texts = RuleBook.Rules.SelectMany(r => LintCases.Of(r.Name)).Select(e => e.Text).Distinct().ToList();
        var dice = new Random(20261123);
        for (var round = 0; round < 1500; round++)
        {
            var text = texts[dice.Next(texts.Count)];
            for (var change = dice.Next(1, 4); change > 0; change--)
            {
                var (from, to) = (dice.Next(text.Length + 1), dice.Next(text.Length + 1));
                text = dice.Next(3) switch
                {
                    0 => text.Insert(from, splices[dice.Next(splices.Length)]),
                    1 => text.Remove(Math.Min(from, to), Math.Min(8, Math.Abs(from - to))),
                    _ => text[..from] + texts[dice.Next(texts.Count)],
                };
            }

            var report = LintCases.Lint(text, withQuiet: true);
            if (round % 50 == 0)
                Assert.Equal(report.Findings.Select(f => f.ToString()), LintCases.Lint(text, withQuiet: true).Findings.Select(f => f.ToString()));
            var lines = text.Split('\n').Length;
            Assert.All(report.Findings.Where(f => f.Span is { IsRendered: false }), f => Assert.InRange(f.Span!.Value.Line, 1, lines));
            _ = FindingText.Of(report).ToPlain(80) + FindingText.Plain(report).ToPlain(80) + Sarif.Of(report, "1");
        }
    }
}
