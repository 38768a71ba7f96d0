using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Converge.Apply;
using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Planner.Report;

namespace Brine.Cli.Runs;

/// <summary>
/// One command's worth of declarations through the same engine; what destroys is shown and asked about first.
/// </summary>
internal sealed class OneOff
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "do not ask" };
    private readonly Option<bool> _test = new("--test") { Description = "show what would be done, and change nothing" };
    private readonly ConnectionOptions _connection;
    private readonly RunningOptions _running = new();
    private readonly bool _destroys;

    /// <param name="timeout">See <see cref="ConnectionOptions"/>.</param>
    public OneOff(bool destroys, string timeout = "--timeout") => (_destroys, _connection) = (destroys, new ConnectionOptions(timeout));

    /// <summary>Shown on a table before the summary of the run. Null: nothing.</summary>
    public Func<RunReport, StyledText?>? Table { get; init; }

    public OutputOptions Output { get; } = new(hasSalt: true);

    public void AddTo(Command command)
    {
        if (_destroys)
            command.Options.Add(_yes);
        command.Options.Add(_test);
        _connection.AddTo(command);
        _running.AddTo(command, isOneOff: true);
        Output.AddTo(command);
    }

    /// <summary>For commands that must look before they know what to do.</summary>
    public Look Look(Surroundings world, ParseResult parsed, Screen screen) => new(world, screen, _connection.Read(parsed));

    public async Task<int> RunAsync(
        Surroundings world, ParseResult parsed, Screen screen,
        Func<ConnectionDefaults, IEnumerable<DesiredEntry>> entries)
    {
        var link = new Connection(_connection.Read(parsed), world);
        var desired = new DesiredState([.. entries(link.Defaults)]);
        await using var engine = new Engine(world, screen, link, RunOptions.Default, _running.StateDirectory(parsed));
        var plan = await engine.PlanAsync(desired);
        if (parsed.GetValue(_test))
        {
            Reporting.Show(screen, plan);
            return Reporting.ExitOf(plan);
        }

        if (plan.HasRefusals)
            return Refuse(screen, plan);
        if (_destroys && plan.Steps.Any(PlanText.Destroys))
        {
            if (screen.Choice.IsTable)
                screen.Say(PlanText.Of(plan));
            if (!parsed.GetValue(_yes) && !await AgreedAsync(world, screen))
                return Exits.Failed;
        }

        // Somebody who asked for one thing wants to hear why nothing was done.
        if (screen.Choice.IsTable && !plan.HasChanges)
            foreach (var entry in plan.Entries)
                screen.Say(new StyledWriter().Hanging(2, 4, ("= ", Style.Dim), entry.Comment).ToText());
        var report = await engine.ApplyAsync(plan);
        if (screen.Choice.IsTable && Table?.Invoke(report) is { } table)
            screen.Say(table);
        Reporting.Show(screen, report, plan);
        return Reporting.ExitOf(report);
    }

    /// <summary>What cannot be done is said before anything is, also when the rest could.</summary>
    private static int Refuse(Screen screen, Plan plan)
    {
        if (!screen.Choice.IsTable)
            Reporting.Show(screen, plan);
        foreach (var entry in plan.Entries.Where(e => e.Failed && !plan.IsUnasked(e.Entry)))
            screen.Error(entry.Comment, plan.HasChanges ? "nothing was changed" : null);
        return Exits.Failed;
    }

    private static async Task<bool> AgreedAsync(Surroundings world, Screen screen)
    {
        if (!screen.MayAsk)
            throw new UsageException("this destroys data, and there is no terminal to ask on",
                "give --yes if it is meant");
        if (await screen.ConfirmAsync("Go on?", world.Interrupts.Stop))
            return true;
        screen.Error("not agreed; nothing was changed");
        return false;
    }
}
