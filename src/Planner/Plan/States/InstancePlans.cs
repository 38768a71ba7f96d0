using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan.States.Copies;

namespace Brine.Planner.Plan.States;

/// <summary><c>instance_present</c> and <c>instance_absent</c>. Keys that are not declared are left alone.</summary>
internal static class InstancePlans
{
    public static PlannedEntry Missing(InstancePresent entry, ObservedState observed)
    {
        var exists = new Fact(entry.Label, "exists", "no");
        if (entry.Source is not { } source)
            return Verdicts.Refused(entry, $"Instance {entry.Label} does not exist and no source is declared to create it from; "
                + "add source: {type: image, alias: …}", exists);
        var origin = CopyOrigin.Of(source, entry.Instance, observed);
        if (origin?.Refusal is { } refusal)
            return Verdicts.Refused(entry, $"Failed to create instance {entry.Label}: {refusal}", exists);
        var type = entry.Type ?? origin?.Type ?? "container";
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} would be created",
            DoneComment = $"Instance {entry.Label} created",
            FailedComment = $"Failed to create instance {entry.Label}",
            PlannedChanges = [new Change(["instance"], ChangeValue.Nothing, Described(entry, type))],
            Steps =
            [
                new CreateInstance(entry.Instance, source, type, entry.Config, entry.Devices, entry.Profiles, entry.Ephemeral ?? false)
                {
                    Changes = [Change.Of("instance", null, entry.Label)],
                    Reason = "from " + Said(source),
                },
            ],
            Facts = [exists, .. origin?.Facts ?? []],
            Notes = [.. entry.Notes, .. origin?.Shared(entry.Devices, entry.Label) ?? []],
        };
    }

    public static PlannedEntry Existing(InstancePresent entry, ObservedInstance instance)
    {
        var exists = new Fact(entry.Label, "exists", "yes");
        if (entry.Type is { } type && type != instance.Type)
            return Verdicts.Refused(entry, $"Instance {entry.Label} is a {instance.Type}, declared is a {type}; Incus cannot turn one into the other", exists);
        if (Update(entry, instance) is not { } update)
            return Verdicts.Holds(entry, $"Instance {entry.Label} already in desired state", exists);
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} would be updated",
            DoneComment = $"Instance {entry.Label} updated",
            FailedComment = $"Failed to update instance {entry.Label}",
            Steps = [update],
            Facts = [exists, .. update.Changes.Select(c => new Fact(entry.Label, string.Join('.', c.Path), TextOf(c.Old)))],
            Notes = entry.Notes,
        };
    }

    public static PlannedEntry Absent(InstanceAbsent entry, ObservedInstance instance, DateTimeOffset now)
    {
        Fact[] facts = [new(entry.Label, "exists", "yes"), new(entry.Label, "status", instance.Status),
            new(entry.Label, "snapshots", string.Join(", ", instance.Snapshots.Keys))];
        if (Truth.Of(instance.ExpandedConfig.GetValueOrDefault("security.protection.delete")))
            return Verdicts.Refused(entry, $"Failed to delete instance {entry.Label}: it is protected; "
                + $"incus config unset {entry.Label} security.protection.delete", facts);
        if (instance.Snapshots.Values.FirstOrDefault(s => SnapshotPin.Of(s, now) is not null) is { } pinned)
            return Verdicts.Refused(entry, $"Failed to delete instance {entry.Label}: its snapshot {pinned.Name} would go with it, and "
                + PinPlans.Refusal(pinned, entry.Label, now), facts);
        if (instance.Status != "Stopped" && !entry.Force)
            return Verdicts.Refused(entry, $"Failed to delete instance {entry.Label}: it is {instance.Status}; stop it, or declare force: true", facts);
        var delete = new DeleteInstance(entry.Instance)
        {
            Changes = [Change.Of("instance", entry.Label, null)],
            Reason = instance.Snapshots.Count switch
            {
                0 => "it has no snapshots",
                1 => $"its snapshot {instance.Snapshots.Keys.Single()} goes with it",
                var n => FormattableString.Invariant($"its {n} snapshots go with it"),
            },
        };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} would be deleted",
            DoneComment = $"Instance {entry.Label} deleted",
            FailedComment = $"Failed to delete instance {entry.Label}",
            Steps = instance.Status == "Stopped" ? [delete] : [new SetPower(entry.Instance, PowerAction.Stop, true) { Reason = "force: true" }, delete],
            Facts = [.. facts],
            Notes = entry.Notes,
        };
    }

    /// <summary>The step that makes the instance what is declared; null when it is so already.</summary>
    public static UpdateInstance? Update(InstancePresent entry, ObservedInstance instance)
    {
        var config = entry.Config.Where(p => instance.Config.GetValueOrDefault(p.Key, "") != p.Value).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var devices = Maps.Devices;
        var changes = ImmutableArray.CreateBuilder<Change>();
        foreach (var (key, value) in config)
            changes.Add(new Change(["config", key], ChangeValue.Of(instance.Config.GetValueOrDefault(key)), ChangeValue.Of(value)));
        var profiles = entry.Profiles is { } p && !p.Order(StringComparer.Ordinal).SequenceEqual(instance.Profiles.Order(StringComparer.Ordinal))
            ? entry.Profiles : null;
        if (profiles is { } declared)
            changes.Add(new Change(["profiles"], ChangeValue.Of(instance.Profiles), ChangeValue.Of(declared)));
        foreach (var (name, device) in entry.Devices)
        {
            var now = instance.Devices.GetValueOrDefault(name);
            var differing = device.Where(d => now?.GetValueOrDefault(d.Key, "") != d.Value).ToList();
            if (differing.Count == 0 && now is not null)
                continue;
            devices = devices.SetItem(name, (now ?? Maps.Text).SetItems(device).RemoveRange(device.Where(d => d.Value.Length == 0).Select(d => d.Key)));
            if (now is null)
                changes.Add(new Change(["devices", name], ChangeValue.Nothing, ChangeValue.Of(device)));
            else
                changes.AddRange(differing.Select(d => new Change(["devices", name, d.Key],
                    ChangeValue.Of(now.GetValueOrDefault(d.Key)), ChangeValue.Of(d.Value))));
        }

        bool? ephemeral = entry.Ephemeral is { } e && e != instance.Ephemeral ? e : null;
        if (ephemeral is { } flag)
            changes.Add(new Change(["ephemeral"], new ChangeValue.Flag(!flag), new ChangeValue.Flag(flag)));
        return changes.Count == 0 ? null
            : new UpdateInstance(entry.Instance, config, devices, profiles, ephemeral) { Changes = changes.ToImmutable() };
    }

    private static ChangeValue.Map Described(InstancePresent entry, string type) => new(
    [
        KeyValuePair.Create("name", ChangeValue.Of(entry.Label)),
        KeyValuePair.Create("type", ChangeValue.Of(type)),
        KeyValuePair.Create("config", ChangeValue.Of(entry.Config)),
        KeyValuePair.Create("devices", (ChangeValue)new ChangeValue.Map([.. entry.Devices.Select(d => KeyValuePair.Create(d.Key, ChangeValue.Of(d.Value)))])),
        KeyValuePair.Create("profiles", entry.Profiles is { } p ? ChangeValue.Of(p) : ChangeValue.Nothing),
        KeyValuePair.Create("ephemeral", (ChangeValue)new ChangeValue.Flag(entry.Ephemeral ?? false)),
        KeyValuePair.Create("source", ChangeValue.Of(Said(entry.Source!))),
    ]);

    private static string Said(InstanceSource source) => source.Kind switch
    {
        "copy" => $"a copy of {source.Copy}",
        "none" => "nothing (empty)",
        _ => $"image {source.Alias ?? source.Fingerprint}" + (source.Server is { } server ? $" of {server}" : ""),
    };

    private static string TextOf(ChangeValue value) => value switch
    {
        ChangeValue.Text t => t.Value,
        ChangeValue.Flag f => f.Value ? "true" : "false",
        ChangeValue.List l => string.Join(", ", l.Items),
        ChangeValue.Map m => string.Join(' ', m.Items.Select(i => $"{i.Key}={TextOf(i.Value)}")),
        _ => "not set",
    };
}
