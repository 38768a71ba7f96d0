using System.Collections.Frozen;
using Brine.Salt.States;

namespace Brine.Planner.Desired.Reading;

/// <summary>Which reader understands which state function.</summary>
internal static class StateReaders
{
    private delegate DesiredEntry? Reader(ArgumentReader arguments, CompileOptions options);

    private static readonly FrozenDictionary<string, Reader> Table = new Dictionary<string, Reader>
    {
        ["incus.instance_snapshot_present"] = SnapshotReaders.Present,
        ["incus.instance_snapshot_absent"] = SnapshotReaders.Absent,
        ["incus.instance_snapshot_restored"] = SnapshotReaders.Restored,
        ["incus.instance_snapshots_managed"] = PolicyReaders.Managed,
        ["incus.instance_snapshots_rotated"] = PolicyReaders.Rotated,
        ["incus.instance_snapshots_retained"] = PolicyReaders.Retained,
        ["incus.snapshot_published"] = PublishReader.Published,
        ["incus.snapshot_group_present"] = GroupReaders.Present,
        ["incus.snapshot_group_absent"] = GroupReaders.Absent,
        ["incus.snapshot_group_restored"] = GroupReaders.Restored,
        ["incus.volume_snapshot_present"] = VolumeReaders.Present,
        ["incus.volume_snapshot_absent"] = VolumeReaders.Absent,
        ["incus.volume_snapshot_restored"] = VolumeReaders.Restored,
        ["incus.instance_present"] = InstanceReaders.Present,
        ["incus.instance_absent"] = InstanceReaders.Absent,
        ["incus.instance_running"] = InstanceReaders.Running,
        ["incus.instance_stopped"] = InstanceReaders.Stopped,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Functions => Table.Keys.Order(StringComparer.Ordinal);

    /// <summary>Null when a diagnostic says why, or the state is foreign and to be left out.</summary>
    public static DesiredEntry? Read(StateDeclaration declaration, CompileOptions options, Diagnostics diagnostics)
    {
        if (Table.TryGetValue(declaration.Function, out var reader))
            return reader(new ArgumentReader(declaration, diagnostics), options) is { } entry
                ? entry with { FailHard = declaration.FailHard } : null;
        if (declaration.Module == "incus")
        {
            var near = NearestWord.To(declaration.Function, Table.Keys);
            diagnostics.Error("incus.unknown-function", $"'{declaration.Id}': there is no state {declaration.Function}",
                declaration.Span, near is null ? $"known: {string.Join(", ", Functions)}" : $"did you mean {near}?");
        }
        else if (options.SkipForeign)
        {
            diagnostics.Warning("incus.foreign-state", $"'{declaration.Id}' ({declaration.Function}) is left out", declaration.Span);
        }
        else
        {
            diagnostics.Error("incus.foreign-state", $"'{declaration.Id}': {declaration.Function} is not a state of Brine",
                declaration.Span, "leave such states out with --skip-foreign, or run this file under Salt");
        }

        return null;
    }
}
