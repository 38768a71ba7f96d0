using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Planner.Doctor.Checks;

/// <summary>What restores and killed runs leave of Brine's own notes.</summary>
internal static class Leftovers
{
    private static readonly HealthCheck Key = new("leftover-key", HealthSeverity.Warning,
        "The key user.brine.snapshot on an instance.",
        "Where Brine may not edit storage, a new snapshot's description travels in that key, for a moment. A restore or a killed run leaves "
        + "it behind, and every later snapshot carries it too.",
        "Remove it.")
    {
        Fix = "removes the key",
    };

    private static readonly HealthCheck Trailers = new("leftover-trailers", HealthSeverity.Note,
        "An instance whose own volume carries a snapshot's Brine lines.",
        "A restore copies the snapshot's description to the volume, and later snapshots inherit it. Brine reads such a line only on "
        + "the snapshot that it names; people and other tools may take the others for pinned, or for part of a group.",
        "Take the lines off the volume.")
    {
        Fix = "takes the lines off, and leaves the rest of the description",
    };

    public static CheckRun Run { get; } = new([Key, Trailers], (facts, found) =>
    {
        foreach (var (at, instance) in facts.Present)
        {
            if (instance.Config.TryGetValue(ConfigDescription.Key, out var text))
                found.Add(Key, Diagnosis.Instance(at), $"it has the key {ConfigDescription.Key} = {text}",
                    [facts.Commands.Incus(at.Project, "config", "unset", facts.Commands.At(at.Name), ConfigDescription.Key)],
                    repair: new Repair.Steps($"remove {ConfigDescription.Key} from {at.Name}",
                        [new UpdateInstance(at, Maps.Text.Add(ConfigDescription.Key, ""), Maps.Devices, null, null)]));
            var note = SnapshotNote.Parse(instance.VolumeDescription);
            if (!note.Trailers.IsEmpty && instance.Pool is { } pool)
                found.Add(Trailers, Diagnosis.Instance(at), $"its volume on pool {pool.Name} carries "
                    + string.Join(", ", note.Trailers.Select(t => $"'{t.Key}: {t.Value}'")) + ", which every new snapshot inherits",
                    [facts.Commands.Brine(at.Project, "doctor", facts.Commands.At(at.Name), "--fix")],
                    repair: new Repair.VolumeNote($"take {string.Join(", ", note.Trailers.Keys)} off the volume of {at.Name}", at, instance.Type,
                        pool.Name, instance.VolumeDescription!, note.Text)); // parsed from it
        }
    });
}
