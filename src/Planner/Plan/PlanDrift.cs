using System.Collections.Immutable;
using Brine.Planner.Names;

namespace Brine.Planner.Plan;

/// <summary>Whether a saved plan still holds: what differs between it and the plan made from today's facts.</summary>
public static class PlanDrift
{
    /// <summary>A line a difference, for people; empty when the saved plan may be applied.</summary>
    public static ImmutableArray<string> Between(Plan saved, Plan fresh)
    {
        if (saved.Entries.Length != fresh.Entries.Length)
            return ["the saved plan has another number of declarations than its own desired state"];
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < saved.Entries.Length; i++)
            lines.AddRange(Between(saved.Entries[i], fresh.Entries[i]));
        return [.. lines.Distinct()];
    }

    private static IEnumerable<string> Between(PlannedEntry saved, PlannedEntry fresh)
    {
        var found = false;
        var now = fresh.Facts.GroupBy(f => (f.Subject, f.Aspect)).ToDictionary(g => g.Key, g => g.Last().Value);
        foreach (var fact in saved.Facts)
            if (now.TryGetValue((fact.Subject, fact.Aspect), out var value) && value != fact.Value)
            {
                found = true;
                yield return $"{fact.Subject}: {fact.Aspect} was {Said(fact.Value)} when planned, and is {Said(value)} now";
            }

        if (!found && (saved.Verdict != fresh.Verdict || !SameSteps(saved, fresh)))
            yield return $"{saved.Entry.Origin.ReturnName}: planned was \"{saved.Comment}\", now it would be \"{fresh.Comment}\"";
    }

    /// <summary>Whether two plans of one entry would do the same to the server.</summary>
    public static bool SameSteps(PlannedEntry a, PlannedEntry b) =>
        a.Steps.Length == b.Steps.Length && a.Steps.Zip(b.Steps).All(p => PlanJson.Write(p.First) == PlanJson.Write(p.Second));

    /// <summary>Whether a later plan of an entry would destroy what the earlier one did not say it would.</summary>
    public static bool DestroysMore(PlannedEntry later, PlannedEntry earlier) =>
        later.Steps.SelectMany(s => s.Parts).Select(Target)
            .Any(t => t is not null && !earlier.Steps.SelectMany(s => s.Parts).Select(Target).Contains(t));

    private static (string Kind, Lane Lane, string Name, DateTimeOffset? CreatedAt)? Target(PlanStep step) => step switch
    {
        DeleteSnapshot s => ("delete", s.Lane, s.Name, s.CreatedAt),
        RestoreSnapshot s => ("restore", s.Lane, s.Name, s.CreatedAt),
        DeleteInstance s => ("delete", s.Lane, "", null),
        DeleteVolumeSnapshot s => ("delete", s.Lane, s.Name, s.CreatedAt),
        RestoreVolume s => ("restore", s.Lane, s.Name, s.CreatedAt),
        _ => null,
    };

    private static string Said(string value) => value.Length == 0 ? "none" : value;
}
