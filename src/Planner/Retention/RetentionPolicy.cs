using System.Globalization;
using System.Text.Json.Serialization;
using Brine.Planner.Schedule;

namespace Brine.Planner.Retention;

/// <summary>
/// Which snapshots stay: the union of what each rule keeps. A rule that is null is not asked. Hours to years count the
/// periods that have snapshots, so that a machine that was off for months keeps its history.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>The newest so many.</summary>
    public int? Last { get; init; }

    /// <summary>The newest snapshot of each of the newest so many hours that have one; the others alike.</summary>
    public int? Hourly { get; init; }

    public int? Daily { get; init; }

    public int? Weekly { get; init; }

    public int? Monthly { get; init; }

    public int? Yearly { get; init; }

    /// <summary>All that are younger.</summary>
    public ExpiryDuration? Within { get; init; }

    /// <summary>So many newest ones of each instance stay whatever the rules say; at least 1.</summary>
    public int Min { get; init; } = 1;

    /// <summary>Whose hours, days, weeks, months and years; an IANA name that <see cref="Zones"/> finds.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>A decision that deletes more deletes nothing. Null: no limit.</summary>
    public int? MaxDelete { get; init; }

    /// <summary>No rule is asked: nobody said what is to be kept.</summary>
    [JsonIgnore]
    public bool IsEmpty => Counts.All(c => c.Count is null) && Within is null;

    /// <summary>Why nothing may be decided by this policy; null: it is sound.</summary>
    [JsonIgnore]
    public string? Defect
    {
        get
        {
            foreach (var (name, count) in Counts)
                if (count < 1)
                    return Invariant($"{name} is {count}: it must be at least 1; leave it out if it is not wanted");
            if (Within is { Months: 0, Days: 0 } within && within.Time <= TimeSpan.Zero)
                return $"within is {within.Text}, which keeps nothing: give a longer time, or leave it out";
            if (Min < 1)
                return Invariant($"min is {Min}: it must be at least 1, so that the newest snapshot stays");
            if (MaxDelete < 0)
                return Invariant($"max_delete is {MaxDelete}: it must be 0 or more; leave it out for no limit");
            return IsEmpty ? "the policy does not say what to keep: give at least one of last, hourly, daily, weekly, "
                + "monthly, yearly, within" : null;
        }
    }

    /// <summary><c>3 last, 7 daily, 4 weekly, within 2d (Europe/Berlin)</c>; UTC is not said.</summary>
    public override string ToString()
    {
        var parts = Counts.Where(c => c.Count is not null)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count} {c.Name}")).ToList();
        if (Within is { } within)
            parts.Add("within " + within.Text);
        if (Min > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"min {Min}"));
        return (IsEmpty ? "nothing" : string.Join(", ", parts)) + (TimeZone == "UTC" ? "" : $" ({TimeZone})");
    }

    private (string Name, int? Count)[] Counts =>
    [
        ("last", Last), ("hourly", Hourly), ("daily", Daily), ("weekly", Weekly), ("monthly", Monthly),
        ("yearly", Yearly),
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
