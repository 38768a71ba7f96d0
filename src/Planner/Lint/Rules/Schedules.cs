using System.Collections.Immutable;
using Brine.Planner.Lint.Model;
using Brine.Planner.Schedule;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>An instance's own automatic snapshots: when, and for how long.</summary>
internal static class Schedules
{
    private static readonly LintRule Invalid = new("schedule-invalid", FindingSeverity.Error,
        "A snapshots.schedule that Incus refuses.",
        "Incus wants five cron fields or an alias, several separated by comma and space; it says so only when the instance is created or changed.",
        "Write '0 6 * * *', '@daily', or '@daily, 0 12 * * *'.");

    private static readonly LintRule Grows = new("schedule-grows", FindingSeverity.Warning,
        "A schedule without anything that deletes.",
        "Incus takes a snapshot each time and keeps every one of them, until the pool is full.",
        "Declare snapshots.expiry, or a rotation or retention for the instance.");

    private static readonly LintRule Short = new("schedule-expiry-short", FindingSeverity.Warning,
        "Snapshots that expire before the next one is taken.",
        "Part of the time there is none at all; a failure then finds nothing to go back to.",
        "Keep them for longer than the schedule's interval.");

    private static readonly LintRule Stopped = new("schedule-stopped", FindingSeverity.Warning,
        "A schedule for an instance that is declared stopped.",
        "Incus skips stopped instances without a word.",
        "Set snapshots.schedule.stopped: true, or take the schedule out.");

    public static LintCheck Check { get; } = new([Invalid, Grows, Short, Stopped], Run);

    private static void Run(Subject subject, Findings findings)
    {
        var intervals = new Dictionary<string, ScheduleInterval?>(StringComparer.Ordinal);
        foreach (var instance in subject.Instances.Where(i => i.Ensure == "present"))
        {
            if (instance.Setting("snapshots.schedule") is not { Kind: not ScalarKind.Null,
                Text: { Length: > 0 } schedule } value)
                continue;
            if (SnapshotSchedule.Refusal(schedule) is { } refusal)
            {
                findings.Add(Invalid, value.Span, $"Incus takes no such schedule: {refusal.TrimEnd('.')}",
                    Better(schedule));
                continue;
            }

            if (!intervals.TryGetValue(schedule, out var known))
                intervals[schedule] = known = ScheduleInterval.Of(schedule);
            if (known is not { } interval)
                continue;
            var expiry = instance.Setting("snapshots.expiry") is { Text.Length: > 0,
                Kind: not ScalarKind.Null } written ? written : null;
            if (expiry is null && !instance.HasProfiles && !subject.Policies.Any(p =>
                p.Instances.Any(g => Glob.Matches(g, instance.Instance.Name))))
                findings.Add(Grows, value.Span,
                    $"'{schedule}' on {instance.Instance}, and nothing deletes: no snapshots.expiry, no rotation, no retention",
                    "add snapshots.expiry: 7d");
            if (expiry is not null && ExpiryDuration.TryParse(expiry.Text) is { } keep
                && keep.AddTo(subject.Input.Now) - subject.Input.Now is var kept && kept < interval.Least)
                findings.Add(Short, expiry.Span,
                    $"kept for {expiry.Text}, but '{schedule}' takes the next one only after {Instants.Span(interval.Least)}",
                    $"keep them for longer than {Instants.Span(interval.Most)}");
            if (!instance.IsTrue("snapshots.schedule.stopped") && IsStopped(subject, instance))
                findings.Add(Stopped, value.Span,
                    $"{instance.Instance} is declared stopped: Incus takes no scheduled snapshot of it",
                    "set snapshots.schedule.stopped: true, or take the schedule out");
        }
    }

    private static bool IsStopped(Subject subject, InstanceMention instance) =>
        subject.InstancesAt[instance.Instance].Any(i => i.Ensure == "stopped")
        || subject.NotStarted.Contains(instance.Instance.Name)
            && !subject.InstancesAt[instance.Instance].Any(i => i.Ensure == "running");

    private static string Better(string schedule)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (schedule.StartsWith("@every", StringComparison.Ordinal))
            return fields is [_, var span] && span.EndsWith('h') && int.TryParse(span[..^1], out var hours)
                && 24 % hours == 0
                ? hours == 1 ? "write '@hourly'" : $"write '0 */{Findings.Number(hours)} * * *'"
                : "write it as cron: '*/30 * * * *', '0 */6 * * *'";
        if (schedule.StartsWith("@reboot", StringComparison.Ordinal))
            return "write '@startup'";
        if (schedule.Contains("TZ=", StringComparison.Ordinal))
            return "take the zone out: Incus goes by the clock of its own server";
        if (schedule.Contains(',', StringComparison.Ordinal)
            && string.Join(", ", schedule.Split(',', StringSplitOptions.TrimEntries)) is var spaced
                && SnapshotSchedule.Refusal(spaced) is null)
            return $"write '{spaced}'";
        if (string.Join(' ', fields) is var plain && SnapshotSchedule.Refusal(plain) is null)
            return $"write '{plain}'";
        if (fields is [_, _, _, _, "7"])
            return $"write '{string.Join(' ', fields[..4])} 0'";
        if (fields.Length == 6)
            return SnapshotSchedule.Refusal(string.Join(' ', fields[1..])) is null
                ? $"Incus has no seconds: write '{string.Join(' ', fields[1..])}'" : "write five fields";
        if (fields is [var word] && SnapshotSchedule.Refusal("@" + word.TrimStart('@').ToLowerInvariant()) is null)
            return $"write '@{word.TrimStart('@').ToLowerInvariant()}'";
        return "write five fields, minute hour day month weekday, or an alias such as '@daily'";
    }
}
