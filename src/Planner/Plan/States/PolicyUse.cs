using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary>One policy of a run: whose snapshots it looks after, and what it keeps of them.</summary>
/// <param name="Label">How a reason calls it.</param>
internal sealed record PolicyUse(
    int Entry, string Label, ImmutableArray<InstanceAddress> Instances, Func<string, bool> Covers, RetentionPolicy Policy)
{
    /// <summary>All policies of a run, in order.</summary>
    public static IEnumerable<PolicyUse> All(DesiredState desired)
    {
        for (var i = 0; i < desired.Entries.Length; i++)
            switch (desired.Entries[i])
            {
                case SnapshotsRetained e:
                    yield return new PolicyUse(i, $"'{e.Origin.Id}'", e.Instances, e.Covers, e.Policy);
                    break;
                case SnapshotsManaged e:
                    foreach (var kept in e.Snapshots.Where(s => s.Pattern is not null))
                        yield return new PolicyUse(i, $"'{kept.Id}' of '{e.Origin.Id}'", e.Instances, kept.Covers, new RetentionPolicy { Last = kept.Keep });
                    break;
            }
    }

    /// <summary>What it comes to in this world; what <paramref name="protection"/> names stays, whatever the policy says.</summary>
    public RetentionDecision Decide(ObservedState observed, Func<InstanceAddress, ObservedSnapshot, Protection?> protection, DateTimeOffset now)
    {
        var items = ImmutableArray.CreateBuilder<RetentionItem>();
        foreach (var at in Instances)
        {
            if (observed.At(at) is not Sighting.Present { Instance: var instance })
                continue;
            var series = at.ToString();
            foreach (var snapshot in instance.Snapshots.Values.Where(s => Covers(s.Name)))
            {
                var held = protection(at, snapshot);
                items.Add(new RetentionItem(series, snapshot.Name, snapshot.CreatedAt)
                {
                    ExpiresAt = snapshot.ExpiresAt,
                    Group = SnapshotGroup.Of(snapshot, at)?.Id,
                    Protection = held?.Why,
                    ProtectedUntil = held?.Until,
                });
            }
        }

        // The compiler has looked the zone up; a saved plan may have come from another machine.
        return Zones.Find(Policy.TimeZone) is { } zone
            ? RetentionEngine.Decide(items.ToImmutable(), Policy, zone, Clock(observed, now))
            : new RetentionDecision([], $"Nothing is deleted: this machine does not know the time zone {Policy.TimeZone} (apt install tzdata)");
    }

    /// <summary>What this run takes is dated behind all there is, and must not seem to come from the future.</summary>
    private DateTimeOffset Clock(ObservedState observed, DateTimeOffset now) => Instances.Select(observed.At).OfType<Sighting.Present>()
        .SelectMany(p => p.Instance.Snapshots.Values).Where(s => s.InThisRun && s.CreatedAt - now < TimeSpan.FromSeconds(1))
        .Select(s => s.CreatedAt).Append(now).Max();
}
