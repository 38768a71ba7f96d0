using System.Text.RegularExpressions;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.House.Tests;

/// <summary>The workflows of the code host, which nothing else here runs.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => new(Directory.GetFiles(Path.Combine(House.Root, ".github", "workflows")).Select(House.Relative));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_is_yaml_with_jobs(string path)
    {
        var reading = YamlReader.Read(new SourceFile(path, Text(path)));
        Assert.Empty(reading.Diagnostics);
        Assert.Contains("jobs", Assert.IsType<YamlMap>(reading.Root).Entries.Select(e => e.Key.Text), StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void What_a_workflow_runs_exists_and_can_be_run(string path) => Assert.All(Run().Matches(Text(path)).Select(m => m.Groups["path"].Value), script =>
    {
        var file = Path.Combine(House.Root, script);
        Assert.True(File.Exists(file), $"{path} runs {script}, which is not there");
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute), $"{script} is not executable");
    });

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_of_others_are_pinned_to_a_commit(string path) =>
        Assert.All(Uses().Matches(Text(path)).Select(m => m.Groups["action"].Value), action =>
            Assert.True(action.StartsWith("./", StringComparison.Ordinal) ? File.Exists(Path.Combine(House.Root, action)) : Pinned().IsMatch(action),
                $"{path} uses {action}: expected a commit of 40 digits, or a workflow of ours that exists"));

    [Fact]
    public void The_scripts_of_packaging_are_run_by_a_workflow() => Assert.All(
        Directory.GetFiles(Path.Combine(House.Root, "packaging"), "*.sh").Select(House.Relative).Where(s => s is not "packaging/assemble.sh" and not "packaging/build.sh"),
        s => Assert.Contains(Workflows, w => Text(w.Data).Contains(s, StringComparison.Ordinal)));

    private static string Text(string path) => File.ReadAllText(Path.Combine(House.Root, path));

    [GeneratedRegex(@"^\s*(- )?run: .*?(?<path>(packaging|\.ci)/[\w./-]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex(@"^\s*(- )?uses: (?<action>\S+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")]
    private static partial Regex Pinned();
}
