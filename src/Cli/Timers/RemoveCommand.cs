using System.CommandLine;
using Brine.Cli.Commands;
using Brine.Cli.Options;
using Brine.Planner.Report;

namespace Brine.Cli.Timers;

/// <summary><c>brine timer remove NAME</c></summary>
internal static class RemoveCommand
{
    public static Command Build(Surroundings world)
    {
        var name = new Argument<string>("NAME") { Description = "which" };
        var (folder, output) = (new TimerCommand.FolderOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("remove", "Switch a timer of Brine's off and remove its units") { name };
        folder.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
        {
            var unit = "brine-" + TimerCommand.Name(parsed.GetRequiredValue(name));
            var units = folder.Read(parsed, world);
            string[] files = [unit + ".timer", unit + ".service"];
            if (files.All(f => units.Read(f) is null))
            {
                screen.Error($"there is no timer '{parsed.GetRequiredValue(name)}' in {units.Path}", "'brine timer show' shows those there are");
                return Task.FromResult(Exits.Failed);
            }

            if (units.Foreign(files) is { } foreign)
            {
                screen.Error($"'{foreign}' was not written by Brine, and is left alone");
                return Task.FromResult(Exits.Failed);
            }

            if (!TimerSwitch.Off(unit, units, world, screen))
                return Task.FromResult(Exits.Failed);
            var text = new StyledWriter();
            foreach (var file in files.Where(f => units.Read(f) is not null))
            {
                units.Delete(file);
                text.Whole(0, $"removed {units.PathOf(file)}");
            }

            var isForgotten = TimerSwitch.Forget(units, world, screen);
            screen.Say(text.ToText());
            return Task.FromResult(isForgotten ? Exits.Done : Exits.Failed);
        });
        return command;
    }
}
