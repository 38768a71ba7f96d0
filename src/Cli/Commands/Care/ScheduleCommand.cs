using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Desired;
using Brine.Planner.Report;
using Brine.Planner.Schedule;
using Brine.Planner.Schedule.Conflicts;
using Brine.Planner.Schedule.Listing;

namespace Brine.Cli.Commands.Care;

/// <summary><c>brine schedule</c>: what Incus takes by itself, when, and what works against it.</summary>
internal static class ScheduleCommand
{
    public static Command Build(Surroundings world)
    {
        var instances = new InstanceOptions("which, also as globs (default: all of the project that have a schedule)");
        var check = new Option<string?>("--check")
            { Description = "say whether Incus takes this schedule, and when it would run", HelpName = "EXPR" };
        var files = new Option<string[]>("--states")
            { Description = "state files and pillars whose policies count; may be repeated", HelpName = "FILE" };
        var (zone, connection, sources, output) =
            (new ZoneOption(), new ConnectionOptions(), new SourceOptions(), new OutputOptions(hasSalt: false, details: "the next five runs of each"));
        var command = new Command("schedule", "Show automatic snapshots: when, until when, and what is wrong with them")
            { check, files };
        instances.AddTo(command);
        zone.AddTo(command);
        connection.AddTo(command);
        sources.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            if (parsed.GetValue(check) is { } expression)
                return Check(expression, zone.Read(parsed, isLocal: true, world), world, screen);
            var link = new Connection(connection.Read(parsed), world);
            DesiredState? declared = null;
            if (parsed.GetValue(files) is { Length: > 0 } paths)
            {
                var read = Declarations.Read(sources.Read(parsed, paths), link, world, world.Interrupts.Stop);
                screen.Show(read.Diagnostics);
                if (read.HasErrors)
                    return Exits.BadInput;
                (declared, link) = (read.Desired, link.With(read.Connection));
            }

            await using var look = new Look(world, screen, link);
            declared = declared is null ? null : await look.ResolveAsync(declared);
            var (addresses, isWhole) = await look.ChooseAsync(instances.Read(parsed, look.Defaults));
            var found = await look.AtAsync(addresses, withDescriptions: false);
            var isFull = (instances.AreNamed(parsed) && addresses.Length == 1) || screen.Choice.Verbose;
            var entries = found.Select(f =>
                {
                    var used = zone.Read(parsed, link.IsLocal(f.Key.Remote), world);
                    var facts = ScheduleFacts.Of(f.Key, f.Value, look.Now, used.Zone);
                    return ScheduleEntry.Of(declared is null ? facts : facts.With(declared), f.Value, used, isFull ? 5 : 1);
                })
                .Where(e => instances.AreNamed(parsed) || e.Facts.Schedule.Length > 0).ToImmutableArray();
            isWhole &= found.Length == addresses.Length;
            if (isWhole || !entries.IsEmpty || !screen.Choice.IsTable) // what is unknown is not none
                Show(entries, isFull, instances.Where(parsed, look.Defaults), screen);
            return isWhole ? Exits.Done : Exits.Failed;
        });
        return command;
    }

    private static void Show(ImmutableArray<ScheduleEntry> entries, bool isFull, string where, Screen screen)
    {
        switch (screen.Choice.Format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                screen.Data(ScheduleJson.Of(entries));
                break;
            case var _ when entries.IsEmpty:
                screen.Say(new StyledWriter().Line(0, $"No instance of {where} has a schedule.").ToText());
                break;
            case var _ when isFull:
                var text = new StyledWriter();
                foreach (var entry in entries)
                    text.Gap().Append(ScheduleSheet.Of(entry));
                screen.Result(text.ToText());
                break;
            default:
                screen.Result(ScheduleTable.Of(entries));
                break;
        }
    }

    private static int Check(string expression, ZoneUsed zone, Surroundings world, Screen screen)
    {
        var refusal = SnapshotSchedule.Refusal(expression);
        var probe = ScheduleProbe.Of(expression, world.Time.GetUtcNow(), zone);
        if (screen.Choice.Format == OutputFormat.Json)
            screen.Raw(ScheduleJson.Of(probe, refusal));
        else if (screen.Choice.Format == OutputFormat.Yaml)
            screen.Raw(YamlText.Of(ScheduleJson.Of(probe, refusal)));
        else if (refusal is null)
            screen.Result(ScheduleSheet.Of(probe));
        else
            screen.Error($"Incus takes no such schedule: {refusal}",
                "five fields, minute hour day month weekday, or an alias such as '@daily'; several with comma and space between");
        return refusal is null ? Exits.Done : Exits.Failed;
    }
}
