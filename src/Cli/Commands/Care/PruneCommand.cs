using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Plan;
using Brine.Planner.Report;
using Brine.Planner.Retention;
using Brine.Planner.Retention.Forecast;
using Brine.Planner.Retention.Report;
using Brine.Planner.Schedule;

namespace Brine.Cli.Commands.Care;

/// <summary><c>brine prune</c>: a policy for once. Shows each snapshot with its reasons; deletes only with <c>--yes</c>.</summary>
internal static class PruneCommand
{
    private const int LongestForecast = 3660;

    public static Command Build(Surroundings world)
    {
        var instances = new InstanceOptions("names or globs (default: all of the project)");
        var except = new Option<string[]>("--except") { Description = "not these, names or globs; may be repeated", HelpName = "INSTANCE" };
        var forecast = new Option<int?>("--forecast")
            { Description = "show instead what will exist on each of so many days, with this policy run daily", HelpName = "DAYS" };
        var yes = new Option<bool>("--yes", "-y") { Description = "delete; without it nothing is" };
        var (policy, zone, connection, running, output) =
            (new PolicyOptions(), new ZoneOption("--server-timezone"), new ConnectionOptions(), new RunningOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("prune", "Delete the snapshots that a policy does not keep; shows them, and deletes with --yes")
            { except };
        instances.AddTo(command);
        policy.AddTo(command);
        command.Options.Add(forecast);
        command.Options.Add(yes);
        zone.AddTo(command);
        connection.AddTo(command);
        running.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            var (pattern, rules) = policy.Read(parsed);
            var days = parsed.GetValue(forecast);
            if (days is < 1 or > LongestForecast)
                throw new UsageException($"--forecast takes a number of days from 1 to {LongestForecast}");
            if (days is not null && parsed.GetValue(yes))
                throw new UsageException("--forecast only looks, and --yes deletes", "give one of them");
            var link = new Connection(connection.Read(parsed), world);
            var entry = Entry(instances.Names(parsed), instances.Read(parsed, link.Defaults, parsed.GetValue(except) ?? []), pattern, rules);
            await using var engine = new Engine(world, screen, link, running.Read(parsed), running.StateDirectory(parsed));
            var plan = await engine.PlanAsync(new DesiredState([entry]));
            if (days is { } ahead)
            {
                Show(screen, engine, plan, Forecast(plan, engine, ahead, r => zone.Read(parsed, link.IsLocal(r), world).Zone));
                return Reporting.ExitOf(plan) == Exits.Failed ? Exits.Failed : Exits.Done;
            }

            if (!parsed.GetValue(yes) || !plan.HasChanges)
            {
                Show(screen, engine, plan, null);
                return Reporting.ExitOf(plan);
            }

            if (screen.Choice.IsTable && !screen.Choice.Quiet)
                Show(screen, engine, plan, null);
            var report = await engine.ApplyAsync(plan);
            Reporting.Show(screen, report, plan);
            return Reporting.ExitOf(report);
        });
        return command;
    }

    private static SnapshotsRetained Entry(string[] names, Selection instances, string pattern, RetentionPolicy policy)
    {
        var label = names.Length == 0 ? "all instances" : string.Join(", ", names);
        return new SnapshotsRetained(
            new Origin { Id = "prune", Function = "incus.instance_snapshots_retained", StateName = pattern, ReturnName = $"{label}_retain_{pattern}" },
            label, instances, pattern, policy);
    }

    private static RetentionForecast? Forecast(Plan plan, Engine engine, int days, Func<string, TimeZoneInfo> zoneOf) =>
        plan.Entries[0].Retention is { } decision
            ? RetentionForecast.Of(ForecastFacts.Of((SnapshotsRetained)plan.Desired.Entries[0], engine.Observed, decision, plan.MadeAt, days, zoneOf)) : null;

    private static void Show(Screen screen, Engine engine, Plan plan, RetentionForecast? forecast)
    {
        var entry = plan.Entries[0];
        var retained = (SnapshotsRetained)plan.Desired.Entries[0];
        var sizes = PruneSizes.Of(engine.Observed, retained.Instances);
        switch (screen.Choice.Format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                screen.Data(PruneJson.Of(entry, retained, forecast, sizes));
                break;
            default:
                screen.Result(PruneText.Of(entry, retained, forecast, sizes, plan.MadeAt, screen.Width, screen.Choice.Quiet));
                break;
        }
    }
}
