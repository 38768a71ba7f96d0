using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan.States;

namespace Brine.Planner.Doctor.Checks;

/// <summary>What snapshots with memory need.</summary>
internal static class StatefulHealth
{
    /// <summary>From so many on, their memory takes more room than most people think of.</summary>
    private const int Many = 3;

    private static readonly HealthCheck Prerequisites = new("stateful-prerequisites", HealthSeverity.Warning,
        "An instance that is set up for stateful snapshots, has some or shall have one, and lacks what they need.",
        "A virtual machine needs migration.stateful and room for its memory (size.state on the root disk), a container needs "
        + "migration.stateful and CRIU on the server. A stateful restore that fails leaves the instance stopped.",
        "Set what is missing, or do without the memory.");

    private static readonly HealthCheck Several = new("stateful-many", HealthSeverity.Note,
        "An instance with three or more stateful snapshots.",
        "Each holds the whole memory of the time, and is slow to take. It is of use for going on where one was; for backups "
        + "the disk is enough.",
        "Keep the one that is needed.");

    public static CheckRun Run { get; } = new([Prerequisites, Several], (facts, found) =>
    {
        foreach (var (at, instance) in facts.Present)
        {
            var stateful = instance.Snapshots.Values.Where(s => s.Stateful).OrderBy(s => s.CreatedAt).ToList();
            if (Lack(facts, at, instance, stateful.Count) is var (lack, commands, advice))
                found.Add(Prerequisites, Diagnosis.Instance(at), lack, commands, advice);
            else if (Declared(facts, at, instance) is { } refusal)
                found.Add(Prerequisites, Diagnosis.Instance(at), $"a stateful snapshot of it is declared: {refusal}",
                    [facts.Commands.Incus(at.Project, "start", facts.Commands.At(at.Name))]);
            if (stateful.Count >= Many)
                found.Add(Several, Diagnosis.Instance(at),
                    $"it has {Diagnosis.Number(stateful.Count)} stateful snapshots, each with its memory: "
                    + Diagnosis.Listed([.. stateful.Select(s => s.Name)]),
                    [facts.Commands.Brine(at.Project, ["delete", .. stateful.SkipLast(1).Select(s => $"{facts.Commands.At(at.Name)}/{s.Name}")])],
                    "keeps the newest; asks first");
        }
    });

    private static (string, ImmutableArray<string>, string?)? Lack(
        DoctorFacts facts, InstanceAddress at, ObservedInstance instance, int stateful)
    {
        var isSet = Truth.Of(instance.ExpandedConfig.GetValueOrDefault("migration.stateful"));
        var has = stateful == 0 ? "" : $", and it has {Diagnosis.Counted(stateful, "stateful snapshot")}";
        var name = facts.Commands.At(at.Name);
        if (!isSet)
            return stateful == 0 ? null : ($"migration.stateful is not set{has}",
                [facts.Commands.Incus(at.Project, "config", "set", name, "migration.stateful=true")],
                instance.IsContainer ? null : "while the virtual machine is stopped");
        if (instance.IsContainer)
            return !facts.IsHere(instance) || facts.Host!.HasCriu ? null // IsHere: there is a host
                : ($"migration.stateful is set, but CRIU is not installed on the server{has}",
                    [facts.Commands.Incus(at.Project, "config", "set", name, "migration.stateful=false")],
                    "or install CRIU on the server (apt install criu)");
        return StatefulChecks.MissingRoom(instance) is not var (memory, room) ? null
            : ($"migration.stateful is set, but its memory ({memory}) has no room: size.state of its root disk is {room}{has}",
                [Resize(facts, at, instance, memory)], null);
    }

    /// <summary>A device that comes from a profile is overridden, one of its own is changed.</summary>
    private static string Resize(DoctorFacts facts, InstanceAddress at, ObservedInstance instance, string memory)
    {
        var root = instance.ExpandedDevices.FirstOrDefault(d => d.Value.GetValueOrDefault("path") == "/"
            && d.Value.GetValueOrDefault("type") == "disk").Key ?? "root";
        return facts.Commands.Incus(at.Project, "config", "device", instance.Devices.ContainsKey(root) ? "set" : "override",
            facts.Commands.At(at.Name), root, "size.state=" + memory);
    }

    private static string? Declared(DoctorFacts facts, InstanceAddress at, ObservedInstance instance) =>
        facts.Declared.OfType<SnapshotPresent>().Any(s => s.Instance == at && s.Stateful == true && !instance.Snapshots.ContainsKey(s.Name))
            ? StatefulChecks.Refusal(at.Name, instance) : null;
}
