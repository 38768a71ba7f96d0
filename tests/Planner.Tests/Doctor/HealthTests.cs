using System.Runtime.CompilerServices;
using System.Text;
using Brine.Planner.Doctor;
using Brine.Planner.Doctor.Facts;

namespace Brine.Planner.Tests.Doctor;

/// <summary>Each check finds its fault and nothing else, and nothing where the remedy was run.</summary>
public sealed class HealthTests
{
    private const string Marker = "<!-- From here on written by tests/Planner.Tests/Doctor: BRINE_UPDATE_GOLDENS=1. -->\n";

    private static readonly string s_here = Path.GetDirectoryName(Here())!;

    private static bool Updates => Environment.GetEnvironmentVariable("BRINE_UPDATE_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null;

    public static TheoryData<int, string> Cases => [.. HealthCase.All.Select((c, i) => new TheoryDataRow<int, string>(i, $"{c.Check}: {c.What}"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_is_found_and_named_and_after_the_remedy_it_is_gone(int index, string _)
    {
        var example = HealthCase.All[index];
        var found = Examination.Of(example.Ill).Findings;
        Assert.All(found, f => Assert.True(f.Check == example.Check || f.Check == example.Also, $"{f.Check}: {f.Message}"));
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.True(f.Check == "not-checked" || !f.Commands.IsEmpty, f.Message));
        Assert.DoesNotContain(example.Check, Examination.Of(example.Ill).Passed);
        Assert.Empty(Examination.Of(example.Well).Findings);
        if (example.Check != "not-checked")
            Assert.Contains(example.Check, Examination.Of(example.Well).Passed);
    }

    [Fact]
    public void Every_check_has_an_example_and_says_what_why_and_what_repairs_it()
    {
        Assert.Equal(Examination.Checks.Select(c => c.Name), HealthCase.All.Select(c => c.Check).Distinct());
        Assert.All(Examination.Checks, c =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)+$", c.Name);
            Assert.All([c.Summary, c.Why, c.Remedy], t => Assert.EndsWith(".", t, StringComparison.Ordinal));
        });
        var fixing = HealthCase.All.Where(c => Examination.Of(c.Ill).Findings.Any(f => f.Check == c.Check && f.Repair is not null)).Select(c => c.Check).Distinct();
        Assert.Equal(Examination.Checks.Where(c => c.Fix is not null).Select(c => c.Name), fixing.OrderBy(Place));
    }

    [Fact]
    public void What_is_said_of_each_was_read_by_a_person()
    {
        var text = new StringBuilder();
        foreach (var example in HealthCase.All)
        {
            text.Append($"=== {example.Check}: {example.What}\n");
            foreach (var finding in Examination.Of(example.Ill).Findings)
            {
                text.Append($"{finding.Severity}: {finding.Subject.Label("default")}: {finding.Message}\n");
                foreach (var command in finding.Commands)
                    text.Append($"  $ {command}\n");
                text.Append(finding.Advice is { } advice ? $"  ({advice})\n" : "");
                text.Append(finding.Repair is { } repair ? $"  --fix: {repair.Doing} [{repair.Consent}]\n" : "");
            }
        }

        Same(Path.Combine(s_here, "Findings.txt"), text.ToString());
    }

    [Fact]
    public void The_document_has_every_check()
    {
        var path = Path.GetFullPath(Path.Combine(s_here, "..", "..", "..", "docs", "doctor.md"));
        var written = File.ReadAllText(path);
        var head = written[..(written.IndexOf(Marker, StringComparison.Ordinal) is >= 0 and var at ? at : written.Length)];
        var text = new StringBuilder(head + Marker + "\n## All checks\n\n| check | | finds | `--fix` |\n|---|---|---|---|\n");
        foreach (var check in Examination.Checks)
            text.Append($"| [{check.Name}](#{check.Name}) | {Word(check)} | {Escaped(check.Summary)} | {(check.Fix is null ? "" : "yes")} |\n");
        foreach (var check in Examination.Checks)
            text.Append($"\n### {check.Name}\n\n").Append(Wrapped($"*{Word(check)}.* {Escaped(check.Summary)} {Escaped(check.Why)} **Remedy:** {Escaped(check.Remedy)}"
                + (check.Fix is { } fix ? $" **`--fix`** {fix}." : "")));
        Same(path, text.ToString());
    }

    [Fact]
    public void Findings_come_worst_first_and_in_the_same_order_whatever_the_order_of_the_facts()
    {
        var facts = Ward.Healthy with
        {
            Pools = [Ward.Pool("b", "btrfs", 90, 100), Ward.Pool("a", "btrfs", 99, 100), Ward.Pool("c", "btrfs", 99, 100)], ClockOffset = TimeSpan.FromSeconds(9),
        };
        var findings = Examination.Of(facts).Findings;
        Assert.Equal(["a", "c", "b", ""], findings.Select(f => f.Subject.Name));
        Assert.Equal(findings.Select(f => f.Message), Examination.Of(facts with { Pools = [.. facts.Pools.Reverse()] }).Findings.Select(f => f.Message));
    }

    [Fact]
    public void What_could_not_be_asked_is_neither_fine_nor_passed()
    {
        var report = Examination.Of(Ward.Healthy with { Unasked = [new Unasked(["snapshot-phantom"], null, "the server is on another machine")] });
        Assert.DoesNotContain("snapshot-phantom", report.Passed);
        Assert.Equal(HealthSeverity.Note, report.Worst);
    }

    private static int Place(string check) => Examination.Checks.Select(c => c.Name).ToList().IndexOf(check);

    private static string Word(HealthCheck check) => check.Severity.ToString().ToLowerInvariant();

    private static void Same(string path, string expected)
    {
        if (Updates)
            File.WriteAllText(path, expected);
        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", expected);
    }

    private static string Wrapped(string paragraph)
    {
        var (lines, length) = (new StringBuilder(), 0);
        foreach (var word in paragraph.Split(' '))
        {
            if (length > 0)
                (_, length) = length + 1 + word.Length > 118 ? (lines.Append('\n'), 0) : (lines.Append(' '), length + 1);
            lines.Append(word);
            length += word.Length;
        }

        return lines.Append('\n').ToString();
    }

    private static string Escaped(string text) => string.Join('`', text.Split('`').Select((part, i) => i % 2 == 1 ? part
        : part.Replace("{{ creation_date|date:\"20060102\" }}", "`{{ creation_date|date:\"20060102\" }}`", StringComparison.Ordinal)
            .Replace("*", @"\*", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)
            .Replace(@"creation\_date", "creation_date", StringComparison.Ordinal))).Replace("|date", @"\|date", StringComparison.Ordinal);

    private static string Here([CallerFilePath] string path = "") => path;
}
