using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Converge;
using Brine.Converge.Journal;
using Brine.Planner.Observed;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Groups;

/// <summary><c>brine recover</c>: what killed runs left, put right now instead of by the next command.</summary>
internal static class RecoverCommand
{
    public static Command Build(Surroundings world)
    {
        var dry = new Option<bool>("--dry-run") { Description = "tell what was found, and change nothing" };
        var (connection, running, output) = (new ConnectionOptions(), new RunningOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("recover", "Put right what a killed run left: thaw, remove or finish sets, remove clones of drills") { dry };
        connection.AddTo(command);
        running.AddTo(command, isOneOff: true);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var servers = new Connection(connection.Read(parsed), world).Open();
            using var journal = RunJournal.In(JournalFolder.Of(running.StateDirectory(parsed), world), world.Time);
            var isDry = parsed.GetValue(dry);
            var others = journal.ReadInterruptions().Where(i => !i.IsUrgent).ToList();
            using var wait = Progress.Start(world, screen, "asking the server");
            var found = await new Recovery(servers, journal).RunAsync(isDry, world.Interrupts.Stop);
            wait.Dispose();
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(Json(found, others, isDry));
                    break;
                default:
                    Show(screen, found, others, isDry);
                    break;
            }

            foreach (var note in journal.Notes.Distinct())
                screen.Warn(note);
            return found.Any(f => !f.Left.IsEmpty) ? Exits.Failed : isDry && !found.IsEmpty ? Exits.ChangesPending : Exits.Done;
        });
        return command;
    }

    private static void Show(Screen screen, IReadOnlyCollection<Recovered> found, List<Interruption> others, bool isDry)
    {
        var text = new StyledWriter();
        foreach (var one in found)
        {
            text.Hanging(0, 2, (RecoveryTelling.Subject(one.Work) + ":", Style.Bold));
            foreach (var done in one.Done)
                text.Hanging(2, 4, ("~ ", Style.Change), isDry ? "would have: " + done : done);
            foreach (var left in one.Left)
                text.Hanging(2, 4, ("x ", Style.Error), (left, Style.Error));
            if (one.Done.IsEmpty && one.Left.IsEmpty)
                text.Hanging(2, 4, ("= ", Style.Dim), ("nothing was left of it", Style.Dim));
        }

        foreach (var other in others)
            text.Hanging(0, 2, (RecoveryTelling.Subject(other), Style.Bold), ": " + RecoveryTelling.Outlook(other));
        if (found.Count == 0 && others.Count == 0)
            text.Line(0, "No run was cut off.");
        screen.Result(text.ToText());
    }

    private static string Json(IEnumerable<Recovered> found, List<Interruption> others, bool isDry) => ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "recovery");
        json.WriteBoolean("dry_run", isDry);
        json.WriteStartArray("found");
        foreach (var one in found)
        {
            json.WriteStartObject();
            json.WriteString("what", RecoveryTelling.Subject(one.Work));
            ReportJson.Texts(json, "done", one.Done);
            ReportJson.Texts(json, "left", one.Left);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ReportJson.Texts(json, "for_the_next_run", others.Select(RecoveryTelling.Subject));
    });
}
