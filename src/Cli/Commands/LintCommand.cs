using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Lint;
using Brine.Planner.Lint.Output;
using Brine.Planner.Report;

namespace Brine.Cli.Commands;

/// <summary><c>brine lint</c>: what Salt or Incus would swallow or get wrong. Asks no server.</summary>
internal static class LintCommand
{
    public static Command Build(Surroundings world)
    {
        var files = new Argument<string[]>("FILE")
            { Description = "state files, pillars, SLS names, or folders of files", Arity = ArgumentArity.ZeroOrMore };
        var ignore = new Option<string[]>("--ignore") { Description = "leave a rule out; may be repeated",
            HelpName = "RULE" };
        ignore.CompletionSources.Add([.. RuleBook.Rules.Select(r => r.Name)]);
        var rules = new Option<bool>("--rules") { Description = "list all rules" };
        var strict = new Option<bool>("--strict") { Description = "exit code 1 for warnings too" };
        var (sources, output) = (new SourceOptions(), new OutputOptions(hasSalt: false, hasSarif: true));
        var command = new Command("lint", "Find what Salt or Incus would swallow or get wrong") { files, ignore, rules, strict };
        sources.AddTo(command, withStates: false);
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
        {
            if (parsed.GetValue(rules))
                return Task.FromResult(ShowRules(screen));
            if (LintRun.Report(sources.Read(parsed, parsed.GetValue(files) ?? []), Ignored(parsed.GetValue(ignore) ?? []), screen, world) is not { } report)
                return Task.FromResult(Exits.BadInput);
            Show(screen, report, world);
            return Task.FromResult(report.IsCleanOf(parsed.GetValue(strict) ? FindingSeverity.Warning
                : FindingSeverity.Error)
                ? Exits.Done : Exits.Failed);
        });
        return command;
    }

    private static ImmutableHashSet<string> Ignored(string[] names)
    {
        foreach (var name in names.Where(n => !RuleBook.Knows(n)))
            throw new UsageException($"there is no rule '{name}'",
                RuleBook.Nearest(name) is { } near ? $"did you mean '{near}'?" : "'brine lint --rules' lists them");
        return [.. names];
    }

    private static void Show(Screen screen, LintReport report, Surroundings world)
    {
        switch (screen.Choice.Format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                screen.Data(FindingJson.Of(report));
                break;
            case OutputFormat.Sarif:
                screen.Raw(Sarif.Of(report, ProductVersion.Number));
                break;
            case var _ when screen.Choice.Quiet && report.Findings.IsEmpty:
                break;
            case var _ when world.OutIsTerminal:
                screen.Verbatim(FindingText.Of(report));
                break;
            default:
                screen.Verbatim(FindingText.Plain(report));
                break;
        }
    }

    private static int ShowRules(Screen screen)
    {
        switch (screen.Choice.Format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                screen.Data(FindingJson.Rules());
                break;
            case OutputFormat.Sarif:
                screen.Raw(Sarif.Rules(ProductVersion.Number));
                break;
            default:
                screen.Result(FindingText.Rules());
                break;
        }

        return Exits.Done;
    }
}
