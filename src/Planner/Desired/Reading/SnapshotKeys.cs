using System.Collections.Immutable;
using Brine.Planner.Schedule;

namespace Brine.Planner.Desired.Reading;

/// <summary>Checks the <c>snapshots.*</c> keys of a declared config, which Incus partly swallows, and translates the pattern.</summary>
internal static class SnapshotKeys
{
    public static ImmutableSortedDictionary<string, string> Check(
        ImmutableSortedDictionary<string, string> config, ArgumentReader arguments, List<string> notes)
    {
        if (config.TryGetValue("snapshots.schedule", out var schedule) && SnapshotSchedule.Refusal(schedule) is { } reason)
            arguments.Wrong<string>("config.snapshots.schedule", "a schedule that Incus takes, such as '@daily' or '0 6 * * *'", reason);
        foreach (var key in new[] { "snapshots.expiry", "snapshots.expiry.manual" })
            if (config.TryGetValue(key, out var expiry) && expiry.Length > 0 && ExpiryDuration.TryParse(expiry) is null)
                arguments.Wrong<string>($"config.{key}", ExpiryDuration.Rule, $"'{expiry}'");
        if (!config.TryGetValue("snapshots.pattern", out var pattern))
            return config;
        var translated = SnapshotPattern.Translate(pattern, out var refusal);
        if (refusal is not null)
            arguments.Wrong<string>("config.snapshots.pattern",
                "a pattern in Incus's own language, such as 'auto-{{ creation_date|date:\"20060102\" }}'", $"'{pattern}': {refusal}");
        if (translated != pattern)
            notes.Add($"snapshots.pattern '{pattern}' is sent as '{translated}': Incus has no strftime, takes %d for its "
                + "counter, and would fail at every run after the first");
        return config.SetItem("snapshots.pattern", translated);
    }
}
