using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;

namespace Brine.Planner.Doctor;

/// <summary>Collects what checks find.</summary>
internal sealed class Diagnosis
{
    private readonly List<HealthFinding> _found = [];

    public IReadOnlyList<HealthFinding> All => _found;

    /// <param name="severity">Null: the check's own.</param>
    public void Add(HealthCheck check, Subject subject, string message, ImmutableArray<string> commands, string? advice = null,
        Repair? repair = null, HealthSeverity? severity = null) =>
        _found.Add(new HealthFinding(check.Name, severity ?? check.Severity, subject, message)
        {
            Commands = commands, Advice = advice, Repair = repair,
        });

    public static Subject Instance(InstanceAddress at) => new("instance", at.Name, at.Project);

    public static Subject Snapshot(InstanceAddress at, string snapshot) => new("snapshot", $"{at.Name}/{snapshot}", at.Project);

    /// <summary>A number as it is written in a message.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Counted(long count, string word) => $"{Number(count)} {word}{(count == 1 ? "" : "s")}";

    /// <summary>Up to <paramref name="most"/> of them, and how many more there are.</summary>
    public static string Listed(IReadOnlyCollection<string> names, int most = 4) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {Number(names.Count - most)} more" : "");

    /// <summary><c>9.1 of 10.0 GiB</c>, both in the unit of the larger.</summary>
    public static string OfBytes(long used, long total)
    {
        var (unit, name) = total switch
        {
            >= 1L << 40 => (1L << 40, "TiB"),
            >= 1L << 30 => (1L << 30, "GiB"),
            _ => (1L << 20, "MiB"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(double)used / unit:0.0} of {(double)total / unit:0.0} {name}");
    }
}

/// <summary>Checks that are made together, and the code that makes them.</summary>
internal sealed record CheckRun(ImmutableArray<HealthCheck> Checks, Action<DoctorFacts, Diagnosis> Run);
