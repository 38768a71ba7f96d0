using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Desired;
using Brine.Planner.Plan;

namespace Brine.Planner.Report;

/// <summary>
/// How many declarations come (or came) to what. One that deletes and creates counts on both sides; of a policy, every
/// snapshot counts.
/// </summary>
public sealed record Tally
{
    public int Create { get; init; }

    public int Change { get; init; }

    public int Restore { get; init; }

    public int Delete { get; init; }

    /// <summary>Started, stopped, frozen, or waited for.</summary>
    public int Power { get; init; }

    public int AsDeclared { get; init; }

    public int Refused { get; init; }

    public int Skipped { get; init; }

    /// <summary>Left undone because the run was interrupted.</summary>
    public int NotReached { get; init; }

    public int Total { get; init; }

    public static Tally Of(Plan.Plan plan)
    {
        var tally = new Tally { Total = plan.Entries.Length };
        foreach (var entry in plan.Entries)
            tally = entry switch
            {
                { Verdict: Verdict.Skipped } => tally with { Skipped = tally.Skipped + 1 },
                { Failed: true } => tally with { Refused = tally.Refused + 1 },
                { Verdict: Verdict.Change, Entry: SnapshotsRetained or SnapshotsManaged } => tally.Count(entry.Steps),
                { Verdict: Verdict.Change } => tally.Count([.. entry.Steps.Select(KindOf).Distinct()]),
                _ => tally with { AsDeclared = tally.AsDeclared + 1 },
            };
        return tally;
    }

    public static Tally Of(RunReport report)
    {
        var tally = new Tally { Total = report.Outcomes.Length };
        foreach (var outcome in report.Outcomes)
            tally = outcome switch
            {
                { NotReached: true } => tally with { NotReached = tally.NotReached + 1 },
                { Result: false } => tally with { Refused = tally.Refused + 1 },
                { Changes.IsEmpty: false, Entry: SnapshotsRetained or SnapshotsManaged } => tally.Count(outcome.Changes),
                { Changes.IsEmpty: false } => tally.Count([OutcomeKind.Of(outcome)]),
                _ => tally with { AsDeclared = tally.AsDeclared + 1 },
            };
        return tally;
    }

    /// <summary><c>4 to create, 1 to change</c>, or with other endings <c>4 created, 1 changed</c>.</summary>
    public string Describe(bool done)
    {
        string Part(int count, string coming, string past) =>
            string.Create(CultureInfo.InvariantCulture, $"{count} {(done ? past : "to " + coming)}");
        ImmutableArray<string> work =
        [
            Part(Create, "create", "created"), Part(Change, "change", "changed"), Part(Restore, "restore", "restored"),
            Part(Delete, "delete", "deleted"),
            .. Power > 0 ? [Part(Power, "start or stop", "started or stopped")] : (string[])[],
        ];
        (int Count, string Words)[] rest =
        [
            (AsDeclared, "already as declared"), (Refused, done ? "failed" : "refused"), (Skipped, "skipped"),
            (NotReached, "not reached"),
        ];
        return string.Join(", ", work) + string.Concat(rest.Where(r => r.Count > 0)
            .Select((r, i) => string.Create(CultureInfo.InvariantCulture,
                $"{(i == 0 ? "; " : ", ")}{r.Count} {r.Words}")));
    }

    private Tally Count(ImmutableArray<PlanStep> steps) => this with
    {
        Create = Create + steps.Count(s => s is CreateSnapshot),
        Change = Change + steps.Count(s => KindOf(s) == Style.Change),
        Delete = Delete + steps.Count(s => s is DeleteSnapshot),
    };

    private Tally Count(ImmutableArray<Change> changes) => this with
    {
        Create = Create + changes.Sum(c => c.New is ChangeValue.Names names ? names.Items.Length : 0),
        Change = Change + changes.Count(c => c is { Old: not ChangeValue.Names, New: not ChangeValue.Names }),
        Delete = Delete + changes.Sum(c => c.Old is ChangeValue.Names names ? names.Items.Length : 0),
    };

    private Tally Count(ImmutableArray<Style> kinds) => this with
    {
        Create = Create + (kinds.Contains(Style.Create) ? 1 : 0),
        Change = Change + (kinds.Contains(Style.Change) ? 1 : 0),
        Restore = Restore + (kinds.Contains(Style.Restore) ? 1 : 0),
        Delete = Delete + (kinds.Contains(Style.Delete) ? 1 : 0),
        // Waiting and power beside other work of one declaration is part of that work.
        Power = Power + (kinds.All(k => k == Style.Power) ? 1 : 0),
    };

    internal static Style KindOf(PlanStep step) => step switch
    {
        CreateSnapshot or TakeGroup or CreateInstance or PublishSnapshot or CreateVolumeSnapshot => Style.Create,
        DeleteSnapshot or DeleteGroup or DeleteInstance or DeleteVolumeSnapshot => Style.Delete,
        RestoreSnapshot or RestoreGroup or RestoreVolume => Style.Restore,
        SetPower or AwaitReady => Style.Power,
        _ => Style.Change,
    };
}
