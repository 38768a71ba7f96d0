using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;
using Brine.Planner.Schedule.Conflicts;

namespace Brine.Planner.Retention.Forecast;

/// <summary>What a forecast needs of the server: which of the snapshots that Incus takes by itself the policy will see.</summary>
public static class ForecastFacts
{
    /// <summary>At the most so many runs of one schedule are followed; an hourly one for more than a year.</summary>
    private const int MostRuns = 10_000;

    /// <param name="zoneOf">The zone of a remote's clock, by which its schedules run.</param>
    public static ForecastInput Of(SnapshotsRetained entry, ObservedState observed, RetentionDecision decision, DateTimeOffset now, int days,
        Func<string, TimeZoneInfo> zoneOf)
    {
        var scheduled = ImmutableDictionary.CreateBuilder<string, ImmutableArray<DateTimeOffset>>(StringComparer.Ordinal);
        var expiries = ImmutableDictionary.CreateBuilder<string, ExpiryDuration>(StringComparer.Ordinal);
        var names = new Dictionary<string, Func<DateTimeOffset, string>>(StringComparer.Ordinal);
        foreach (var at in entry.Instances)
        {
            if (observed.At(at) is not Sighting.Present { Instance: var instance })
                continue;
            var facts = ScheduleFacts.Of(at, instance, now, zoneOf(at.Remote));
            if (facts.Schedule.Length == 0 || (instance.Status == "Stopped" && !facts.TakesStopped))
                continue;
            string Name(DateTimeOffset when) => facts.Names.Example(TimeZoneInfo.ConvertTime(when, facts.Zone)) ?? "scheduled";
            if (!entry.Covers(Name(now)))
                continue; // the policy never sees those
            var mine = instance.Snapshots.Values.Where(s => facts.Names.Matches(s.Name)).Select(s => s.CreatedAt);
            var end = now.AddDays(days + 2);
            scheduled[at.ToString()] =
            [
                .. ScheduleTimes.Next(facts.Schedule, now, facts.Zone, MostRuns, Smear.Infer(facts.Schedule, mine, facts.Zone))
                    .Select(r => r.Earliest).Where(r => r > now).TakeWhile(r => r < end),
            ];
            names[at.ToString()] = Name;
            if (ExpiryDuration.TryParse(facts.Expiry) is { } expiry)
                expiries[at.ToString()] = expiry;
        }

        return new ForecastInput
        {
            Items = [.. decision.Verdicts.Select(v => v.Item)],
            Policy = entry.Policy,
            Zone = Zones.Find(entry.Policy.TimeZone) ?? TimeZoneInfo.Utc,
            Now = now,
            Days = days,
            Scheduled = scheduled.ToImmutable(),
            Expiries = expiries.ToImmutable(),
            NameOf = (series, when) => names[series](when),
        };
    }
}
