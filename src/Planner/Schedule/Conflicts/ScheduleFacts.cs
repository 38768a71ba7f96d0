using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Schedule.Conflicts;

/// <summary>What one instance's automatic snapshots go by: the effective settings, and who else has a say.</summary>
public sealed record ScheduleFacts
{
    public required InstanceAddress Instance { get; init; }

    /// <summary>As Incus spells it.</summary>
    public string Status { get; init; } = "Running";

    public string Schedule { get; init; } = "";

    public string Expiry { get; init; } = "";

    /// <summary>Of snapshots that are not scheduled; empty: <see cref="Expiry"/> counts for them too.</summary>
    public string ManualExpiry { get; init; } = "";

    public string Pattern { get; init; } = "";

    public bool TakesStopped { get; init; }

    /// <summary>Null: nobody has looked for any.</summary>
    public ImmutableArray<CoveringPolicy>? Policies { get; init; }

    /// <summary>Snapshots declared with <c>expires: inherit</c>.</summary>
    public ImmutableArray<string> Inheriting { get; init; } = [];

    public required DateTimeOffset Now { get; init; }

    /// <summary>The server's own.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public ScheduledNames Names => ScheduledNames.Of(Pattern);

    public static ScheduleFacts Of(InstanceAddress address, ObservedInstance instance, DateTimeOffset now, TimeZoneInfo zone)
    {
        string Key(string name) => instance.ExpandedConfig.GetValueOrDefault("snapshots." + name, "");
        return new ScheduleFacts
        {
            Instance = address,
            Status = instance.Status,
            Schedule = Key("schedule"),
            Expiry = Key("expiry"),
            ManualExpiry = Key("expiry.manual"),
            Pattern = Key("pattern"),
            TakesStopped = Truth.Of(Key("schedule.stopped")),
            Now = now,
            Zone = zone,
        };
    }

    /// <summary>How long Incus keeps what is scheduled; null: for ever, or the text is none of Incus's.</summary>
    public TimeSpan? Kept => Span(Expiry);

    internal TimeSpan? Span(string expiry) =>
        ExpiryDuration.TryParse(expiry.Trim()) is { } duration ? duration.AddTo(Now) - Now : null;

    /// <summary>The command that sets a key of the instance; it wins over the profile's.</summary>
    internal string Set(string key, string value)
    {
        var plain = value.All(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' or '_');
        var shown = plain ? value : $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        return $"incus config set {Target} snapshots.{key}={shown}";
    }

    internal string Target =>
        (Instance.Remote is "" or "local" ? Instance.Name : $"{Instance.Remote}:{Instance.Name}")
        + (Instance.Project == "default" ? "" : $" --project {Instance.Project}");
}
