using Brine.Cli.Screens;
using Brine.Planner.Plan;
using Brine.Planner.Report;

namespace Brine.Cli.Runs;

/// <summary>Plans and runs in the format that was asked for.</summary>
internal static class Reporting
{
    public static void Show(Screen screen, Plan plan)
    {
        switch (screen.Choice.Format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                screen.Data(ReportJson.Of(plan));
                break;
            case OutputFormat.Salt:
                screen.Verbatim(SaltText.Of(SaltReturn.Of(plan), "local"));
                break;
            default:
                screen.Result(screen.Choice.Quiet ? PlanText.Summary(plan) : PlanText.Of(plan, screen.Choice.Verbose));
                break;
        }
    }

    /// <summary>The end of a run; on a table its lines have been told already.</summary>
    public static void Show(Screen screen, RunReport report, Plan plan)
    {
        switch (screen.Choice.Format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                screen.Data(ReportJson.Of(report, plan));
                break;
            case OutputFormat.Salt:
                screen.Verbatim(SaltText.Of(SaltReturn.Of(report), "local"));
                break;
            default:
                screen.Result(RunText.Summary(report));
                break;
        }
    }

    public static int ExitOf(Plan plan) =>
        plan.HasRefusals ? Exits.Failed : plan.HasChanges ? Exits.ChangesPending : Exits.Done;

    public static int ExitOf(RunReport report) =>
        report.Interrupted ? Exits.Interrupted : report.Succeeded ? Exits.Done : Exits.Failed;
}
