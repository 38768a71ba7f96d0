using Brine.Planner.Lint.Model;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Snapshots with memory, of instances that the same files say cannot have them.</summary>
internal static class StatefulSnapshots
{
    private static readonly LintRule Container = new("stateful-container", FindingSeverity.Error,
        "A stateful snapshot of a container.",
        "Incus refuses it unless migration.stateful is true and the server has CRIU. Stateful snapshots are for virtual machines.",
        "Take stateful out, or declare the instance a virtual-machine.");

    private static readonly LintRule Unprepared = new("stateful-unprepared", FindingSeverity.Warning,
        "A stateful snapshot of a virtual machine that is not prepared for it.",
        "Incus takes none unless migration.stateful is true; it can be set only while the machine is stopped.",
        "Add migration.stateful: true to the instance's config, and size.state to its root disk.");

    public static LintCheck Check { get; } = new([Container, Unprepared], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var snapshot in subject.Snapshots.Where(s =>
            s.Declaration.Argument("stateful") is YamlScalar { Value: true }))
        {
            var span = snapshot.Declaration.Arguments.First(a => a.Key == "stateful").Span;
            foreach (var instance in subject.InstancesAt[snapshot.Instance].Where(i => i.Ensure == "present"))
                if (instance.Type == "container")
                    findings.Add(Container, span,
                        $"{snapshot.Instance} is a container (declared at {instance.Span}): no stateful snapshot of it can be had"
                        + (instance.IsTrue("migration.stateful") ? " without CRIU on the server" : ""),
                        "take stateful out", instance.IsTrue("migration.stateful") ? FindingSeverity.Warning : FindingSeverity.Error);
                else if (instance.Type == "virtual-machine" && !instance.HasProfiles
                    && instance.Setting("migration.stateful") is null)
                    findings.Add(Unprepared, span,
                        $"{snapshot.Instance} (declared at {instance.Span}) has no migration.stateful: Incus will refuse",
                        "add migration.stateful: true to its config");
                else if (instance.Setting("migration.stateful") is not null && !instance.IsTrue("migration.stateful"))
                    findings.Add(Unprepared, span,
                        $"migration.stateful of {snapshot.Instance} is declared false: Incus will refuse",
                        "set it to true");
        }
    }
}
