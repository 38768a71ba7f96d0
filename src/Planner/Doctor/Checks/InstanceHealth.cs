using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Whether instances can be reached and worked on.</summary>
internal static class InstanceHealth
{
    /// <summary>Restores and copies of large instances take minutes; nothing takes so long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static readonly HealthCheck Missing = new("instance-missing", HealthSeverity.Error,
        "An instance that was named, or is declared, and does not exist.",
        "Nothing of it can be snapshotted.",
        "Mind the project and the spelling; a glob may match nothing too.");

    private static readonly HealthCheck Unreachable = new("instance-unreachable", HealthSeverity.Error,
        "An instance that the server has but cannot tell about.",
        "Its cluster member is away, or its volume is. Incus then lists it without snapshots, which is not the same as having none.",
        "Bring back its member or its pool.");

    private static readonly HealthCheck Busy = new("instance-busy", HealthSeverity.Warning,
        "An operation that has held an instance for more than ten minutes.",
        "Other operations on the instance are refused as long as it lasts.",
        "Look what it does. Few operations can be cancelled; a restart of the server ends those that hang.");

    public static CheckRun Run { get; } = new([Missing, Unreachable, Busy], (facts, found) =>
    {
        foreach (var word in facts.Unmatched)
            found.Add(Missing, new Subject("instance", word, facts.Project), "no instance of that name, or none that it matches, "
                + (facts.Project is { } project ? $"exists in project {project}" : "exists in any project"), [facts.Commands.List("list", "--all-projects")]);
        foreach (var (at, sighting) in facts.Instances)
        {
            if (sighting is Sighting.Missing)
                found.Add(Missing, Diagnosis.Instance(at), "it is declared, and does not exist",
                    [facts.Commands.List("list", "--all-projects")]);
            if (sighting is Sighting.Unknown unknown)
                found.Add(Unreachable, Diagnosis.Instance(at), $"it cannot be asked: {unknown.Reason}",
                    [facts.Commands.Incus(at.Project, "info", facts.Commands.At(at.Name)), .. facts.Members.IsEmpty ? []
                        : (string[])[facts.Commands.List("cluster", "list")]]);
        }

        foreach (var operation in facts.Operations.Where(o => facts.Now - o.CreatedAt > Long))
            foreach (var at in operation.Instances.Where(facts.Instances.ContainsKey))
                found.Add(Busy, Diagnosis.Instance(at), $"'{operation.Description}' has held it for "
                    + $"{Instants.Span(facts.Now - operation.CreatedAt)}, since {Instants.Readable(operation.CreatedAt)}",
                    [
                        facts.Commands.Incus(null, "operation", "show", facts.Commands.At(operation.Id)),
                        facts.Commands.Incus(null, "operation", "delete", facts.Commands.At(operation.Id)),
                    ], "the second cancels it, where Incus can");
    });
}
