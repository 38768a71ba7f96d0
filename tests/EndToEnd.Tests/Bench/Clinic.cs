using System.Text.Json.Nodes;

namespace Brine.EndToEnd.Tests.Bench;

/// <summary>
/// <c>brine doctor</c> on a project of a real server, twice: the fault is found and named; the commands that were printed
/// are run in a shell; it is gone.
/// </summary>
internal sealed class Clinic
{
    private readonly Project _project;
    private readonly Dictionary<string, string> _environment;

    /// <param name="server">The daemon's directory; null: the one for containers.</param>
    /// <param name="isSet">What else the shell has set, such as a preloaded library.</param>
    public Clinic(Project project, string? server = null, params (string Name, string Value)[] isSet)
    {
        _project = project;
        _environment = new(RealIncus.EnvironmentOf(server ?? RealIncus.Directory))
        {
            ["XDG_STATE_HOME"] = Path.Combine(project.Folder, "journal"),
            ["PATH"] = $"{Path.GetDirectoryName(RealIncus.Brine)}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        foreach (var (name, value) in isSet)
            _environment[name] = value;
    }

    public Task<Ran> Brine(params string[] arguments) =>
        Ran.Of(RealIncus.Brine, [.. arguments, "--project", _project.Name], _environment, _project.Folder);

    public System.Diagnostics.Process Start(params string[] arguments) =>
        Ran.Start(RealIncus.Brine, [.. arguments, "--project", _project.Name], _environment, _project.Folder);

    /// <summary>Found with these words in it, healed by its own commands, and gone.</summary>
    /// <param name="which">Which of the commands heals; null: all of them, in their order.</param>
    public async Task<JsonNode> FoundHealedAndGone(string check, string subject, string says, int? which = null, params string[] arguments)
    {
        var found = await Found(check, subject, arguments);
        Assert.Contains(says, (string)found["message"]!, StringComparison.Ordinal);
        await Heal(found, which);
        await Gone(check, subject, arguments);
        return found;
    }

    /// <summary>Found with these words in it; its commands only show where to look. Gives them.</summary>
    public async Task<string> FoundAndLookedAt(string check, string subject, string says, params string[] arguments)
    {
        var found = await Found(check, subject, arguments);
        Assert.Contains(says, (string)found["message"]!, StringComparison.Ordinal);
        await Heal(found);
        return found["commands"]!.ToJsonString();
    }

    /// <summary>Found with these words in it, and gone by <c>--fix</c> and nothing else.</summary>
    public async Task FoundFixedAndGone(string check, string subject, string says, params string[] arguments)
    {
        var found = await Found(check, subject, arguments);
        Assert.Contains(says, (string)found["message"]!, StringComparison.Ordinal);
        Assert.NotNull(found["fix"]);
        var ran = await Brine(["doctor", .. arguments, "--fix", "--out", "json"]);
        Assert.True(ran.Out.StartsWith('{'), $"{ran.Exit}\n{ran.Out}\n{ran.Err}");
        Assert.Contains(JsonNode.Parse(ran.Out)!["repairs"]!.AsArray(), r => (string?)r!["fix"] == (string?)found["fix"] && (bool)r["done"]!);
        Assert.Empty(Of(JsonNode.Parse(ran.Out)!, check, subject));
        await Gone(check, subject, arguments);
    }

    /// <summary>The one finding of that check about that thing.</summary>
    public async Task<JsonNode> Found(string check, string subject, params string[] arguments)
    {
        var report = await Examine(arguments);
        var found = Of(report, check, subject).ToList();
        Assert.True(found.Count == 1, $"{found.Count} findings {check} of {subject} in\n{report}");
        return found[0];
    }

    public async Task Gone(string check, string subject, params string[] arguments)
    {
        var report = await Examine(arguments);
        Assert.Empty(Of(report, check, subject));
        Assert.DoesNotContain(report["findings"]!.AsArray(), f => (string?)f!["check"] == "not-checked" && ((string)f["message"]!).Contains(check, StringComparison.Ordinal));
    }

    /// <summary>The report, whose exit code goes by its worst finding.</summary>
    public async Task<JsonNode> Examine(params string[] arguments)
    {
        var ran = await Brine(["doctor", .. arguments, "--out", "json"]);
        Assert.True(ran.Out.StartsWith('{'), $"{ran.Exit}\n{ran.Out}\n{ran.Err}");
        var report = JsonNode.Parse(ran.Out)!;
        var summary = report["summary"]!;
        Assert.Equal((int)summary["errors"]! > 0 ? 1 : (int)summary["warnings"]! > 0 ? 2 : 0, ran.Exit);
        return report;
    }

    /// <summary>As an operator would: copied to a shell, and questions answered with yes.</summary>
    public async Task Heal(JsonNode finding, int? which = null)
    {
        var commands = finding["commands"]!.AsArray().Select(c => (string)c!).ToList();
        Assert.NotEmpty(commands);
        foreach (var command in which is { } one ? [commands[one]] : commands)
        {
            var agreed = command.StartsWith("brine delete", StringComparison.Ordinal) || command.StartsWith("brine restore", StringComparison.Ordinal)
                || command.StartsWith("brine prune", StringComparison.Ordinal) ? " --yes" : "";
            // Other commands would read the answer as YAML.
            var answer = command.StartsWith("incus cluster", StringComparison.Ordinal) ? " <<< yes" : "";
            (await Ran.Of("bash", ["-c", command + agreed + answer], _environment, _project.Folder)).Ends(0);
        }
    }

    /// <summary>Other tests' instances may have the name, too: of them the doctor tells what stops the schedules of all.</summary>
    private IEnumerable<JsonNode> Of(JsonNode report, string check, string subject) =>
        from finding in report["findings"]!.AsArray()
        where (string?)finding["check"] == check
        let about = finding["subject"]!
        where (string)about["name"]! == subject
        where (string)about["kind"]! != "instance" || (string?)about["project"] == _project.Name
        select finding;
}
