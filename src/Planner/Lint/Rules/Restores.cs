using Brine.Planner.Lint.Model;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Restores that a run does again and again, or to a snapshot that it has just taken.</summary>
internal static class Restores
{
    private static readonly LintRule Standing = new("restore-standing", FindingSeverity.Note,
        "A restore among what is always to hold, without a trigger or a requisite.",
        "Salt's formula restores at every run, and with it goes all that was written since. Brine restores once; a trigger says which once.",
        "Add trigger: 'why, or a date', keep it in a file of its own, or let it hang on onchanges or onfail.");

    private static readonly LintRule Always = new("restore-again", FindingSeverity.Warning,
        "A restore with again: true.",
        "Every run loses everything since the snapshot.",
        "Use a trigger, and change it when another restore is wanted; fit for a test bed only.");

    private static readonly LintRule JustTaken = new("restore-just-taken", FindingSeverity.Warning,
        "A restore to a snapshot that the same run takes if it is missing.",
        "If it was lost, the run takes it of today's state and restores to that: the loss goes unseen.",
        "Take the declaration that it is present out of this run.");

    public static LintCheck Check { get; } = new([Standing, Always, JustTaken], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var restore in subject.Snapshots.Where(s => s.Ensure == "restored"))
        {
            var again = restore.Declaration.Argument("again") is YamlScalar { Value: true };
            if (again)
                findings.Add(Always, restore.Declaration.Arguments.First(a => a.Key == "again").Span,
                    $"every run restores {restore.Label} again",
                    "use trigger: …, and change it when another restore is wanted");
            if (!again && restore.Declaration.Argument("trigger") is null && IsAmongOthers(restore, subject)
                && restore.Declaration.Steering.IsEmpty
                && !restore.Declaration.Requisites.Any(r =>
                    r.Kind is not (RequisiteKind.Require or RequisiteKind.RequireAny or RequisiteKind.Watch or RequisiteKind.WatchAny or RequisiteKind.Listen)))
                findings.Add(Standing, restore.Declaration.Span,
                    $"'{restore.Id}' stands among what is always to hold: Salt restores {restore.Label} at every run, Brine once",
                    "add trigger: …, or keep it in a file of its own");
            if (subject.Snapshots.FirstOrDefault(s => s.IsPresent && s.Instance == restore.Instance
                && s.Name == restore.Name) is { } taken)
                findings.Add(JustTaken, restore.NameSpan,
                    $"{restore.Label} is declared present as well, at {taken.NameSpan}: if it is missing, it is taken and restored at once",
                    "declare it present in another run");
        }
    }

    private static bool IsAmongOthers(SnapshotMention restore, Subject subject) =>
        subject.Declarations.Any(d => d.Declaration.Sls == restore.Declaration.Sls && d.Declaration.Id != restore.Id
            && !d.Declaration.Function.EndsWith("_restored", StringComparison.Ordinal));
}
