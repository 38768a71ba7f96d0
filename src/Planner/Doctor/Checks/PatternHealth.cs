using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Patterns that Incus chokes on, of any instance and profile that can be seen.</summary>
internal static class PatternHealth
{
    private const string Key = "snapshots.pattern", ScheduleKey = "snapshots.schedule";

    private static readonly HealthCheck Poisonous = new("pattern-poisonous", HealthSeverity.Error,
        "A snapshots.pattern that makes runs fail, on any instance or profile of any project.",
        "Incus takes scheduled snapshots in one loop, and one that fails ends it: other instances, of other projects too, miss "
        + "their snapshots. There is no trace but in the daemon's log.",
        "Write it as Incus reads it: auto-{{ creation_date|date:\"20060102\" }}, in Go's layout, or %d once.")
    {
        Fix = "writes a strftime pattern in Incus's own language",
    };

    private static readonly HealthCheck Names = new("pattern-names", HealthSeverity.Warning,
        "A snapshots.pattern that makes names which cannot be meant.",
        "Undefined variables are left empty, strftime and unknown date layouts are taken as they stand: names then have no date.",
        "Write the date as {{ creation_date|date:\"20060102\" }}, in Go's layout.")
    {
        Fix = "writes a strftime pattern in Incus's own language",
    };

    public static CheckRun Run { get; } = new([Poisonous, Names], (facts, found) =>
    {
        foreach (var holder in facts.Holders)
        {
            if (holder.Keys.GetValueOrDefault(Key) is not { } pattern || PatternVerdict.Of(pattern) is not { } verdict)
                continue;
            var scheduled = Scheduled(facts, holder, pattern);
            found.Add(verdict.Fails ? Poisonous : Names,
                new Subject(holder.IsProfile ? "profile" : "instance", holder.Name, holder.Project),
                $"{Key} '{pattern}' {verdict.Trouble}" + (!verdict.Fails ? "" : scheduled == 0 ? "; no schedule uses it yet"
                    : ", and so do the schedules of other instances then"),
                [
                    facts.Commands.Incus(holder.Project, holder.IsProfile ? ["profile", "set", facts.Commands.At(holder.Name), Set(verdict)]
                        : ["config", "set", facts.Commands.At(holder.Name), Set(verdict)]),
                ],
                repair: IsTranslation(pattern, verdict) ? Fix(holder, pattern, verdict) : null,
                severity: verdict.Fails && scheduled == 0 ? HealthSeverity.Warning : null);
        }
    });

    private static string Set(PatternVerdict verdict) => $"{Key}={verdict.Better}";

    /// <summary>Only what says the same in the other language is changed without being asked.</summary>
    private static bool IsTranslation(string pattern, PatternVerdict verdict) =>
        Planner.Schedule.SnapshotPattern.Translate(pattern, out var refusal) is var text && refusal is null && text == verdict.Better;

    /// <summary>A holder whose pattern stops schedules now; null: none does.</summary>
    public static SettingsHolder? Poison(DoctorFacts facts) => facts.Holders.FirstOrDefault(h =>
        h.Keys.GetValueOrDefault(Key) is { } pattern && PatternVerdict.Of(pattern) is { Fails: true } && Scheduled(facts, h, pattern) > 0);

    /// <summary>Instances whose schedule goes by this holder's pattern.</summary>
    private static int Scheduled(DoctorFacts facts, SettingsHolder holder, string pattern) => facts.Holders.Count(h =>
        !h.IsProfile && h.Expanded.GetValueOrDefault(ScheduleKey, "") is not ("" or "@never") && h.Expanded.GetValueOrDefault(Key) == pattern
        && (holder.IsProfile
            ? !h.Keys.ContainsKey(Key) && h.ProfileProject == holder.Project && h.Profiles.Contains(holder.Name)
            : h.Project == holder.Project && h.Name == holder.Name));

    private static Repair Fix(SettingsHolder holder, string pattern, PatternVerdict verdict)
    {
        var doing = $"set {Key} of {(holder.IsProfile ? "profile " : "")}{holder.Name} to {verdict.Better}";
        return holder.IsProfile ? new Repair.ProfileKey(doing, holder.Project, holder.Name, Key, pattern, verdict.Better)
            : new Repair.Steps(doing, [new UpdateInstance(new InstanceAddress(holder.Remote, holder.Project, holder.Name),
                Maps.Text.Add(Key, verdict.Better), Maps.Devices, null, null)]);
    }
}
