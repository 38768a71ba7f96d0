using System.CommandLine;
using Brine.Cli.Commands;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Planner.Report;
using Brine.Planner.Timers;

namespace Brine.Cli.Timers;

/// <summary><c>brine timer show [NAME]</c></summary>
internal static class ShowTimersCommand
{
    public static Command Build(Surroundings world)
    {
        var names = new Argument<string[]>("NAME") { Description = "which (default: all of Brine's)", Arity = ArgumentArity.ZeroOrMore };
        var (folder, output) = (new TimerCommand.FolderOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("show", "Show Brine's timers, with the same for cron and for Salt's schedule") { names };
        folder.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
        {
            var units = folder.Read(parsed, world);
            var all = units.Names().ToList();
            var asked = parsed.GetValue(names) is { Length: > 0 } some ? some.Select(TimerCommand.Name).ToList() : all;
            var specs = new List<TimerSpec>();
            var isWhole = true;
            foreach (var name in asked)
            {
                if (!all.Contains(name))
                    screen.Error($"there is no timer '{name}' of Brine's in {units.Path}", "'brine timer show' shows those there are");
                else if (TimerUnits.Read(units.Read($"brine-{name}.service") ?? "", units.Read($"brine-{name}.timer") ?? "") is { } spec)
                    specs.Add(spec);
                else
                    screen.Error($"the units of timer '{name}' are not as Brine wrote them", $"'brine timer install {name}' writes them anew");
                isWhole = isWhole && specs.Exists(s => s.Name == name);
            }

            Show(specs, asked.Count == 0, units, world, screen);
            return Task.FromResult(isWhole ? Exits.Done : Exits.Failed);
        });
        return command;
    }

    private static void Show(List<TimerSpec> specs, bool isNone, UnitFolder units, Surroundings world, Screen screen)
    {
        if (screen.Choice.Format != OutputFormat.Table)
        {
            TimerLook.Raw(specs, units, world, screen);
            return;
        }

        var text = new StyledWriter();
        if (isNone)
            text.Line(0, $"No timers of Brine's in {units.Path}.");
        foreach (var spec in specs)
            text.Gap().Append(TimerSheet.Of(spec, units.PathOf(spec.Unit + ".timer"), TimerLook.Next(spec, world), world.Time.LocalTimeZone));
        screen.Result(text.ToText());
    }
}
