using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Tests.Doctor;

/// <summary>A server in good health, to be made ill.</summary>
internal static class Ward
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly InstanceAddress Web = At("web");

    public static DoctorFacts Healthy { get; } = new()
    {
        Now = Now,
        Zone = TimeZoneInfo.Utc,
        Instances = ImmutableSortedDictionary<InstanceAddress, Sighting>.Empty.Add(Web, new Sighting.Present(On("btr", "btrfs", "web"))),
        Holders = [Holder("web")],
        Pools = [Pool("btr", "btrfs", 10, 100), Pool("dirp", "dir", 20, 200)],
        Projects = [Project("default")],
        Host = new HostFacts("/var/lib/incus", "none", 10L << 30, 50L << 30, HasCriu: true),
    };

    public static InstanceAddress At(string name, string project = "default") => new("local", project, name);

    public static ObservedInstance On(string pool, string driver, string name = "web") => new()
    {
        Name = name, Status = "Running", Location = "none", Pool = new ObservedPool(pool, driver, false), CreatedAt = Now.AddDays(-90),
        StartedAt = Now.AddDays(-30), ExpandedDevices = Devices(("root", "path=/ pool=" + pool + " type=disk")), VolumeDescription = "",
    };

    /// <summary>The one instance otherwise.</summary>
    public static DoctorFacts With(Func<ObservedInstance, ObservedInstance> change, DoctorFacts? facts = null)
    {
        facts ??= Healthy;
        var web = ((Sighting.Present)facts.Instances[Web]).Instance;
        return facts with { Instances = facts.Instances.SetItem(Web, new Sighting.Present(change(web))) };
    }

    public static ObservedInstance Configured(this ObservedInstance instance, params (string Key, string Value)[] config) => instance with
    {
        Config = instance.Config.AddRange(Words(config)), ExpandedConfig = instance.ExpandedConfig.AddRange(Words(config)),
    };

    public static ObservedInstance Having(this ObservedInstance instance, params ObservedSnapshot[] snapshots) =>
        instance with { Snapshots = instance.Snapshots.SetItems(snapshots.Select(s => KeyValuePair.Create(s.Name, s))) };

    public static ObservedSnapshot Snapshot(string name, double hoursAgo = 24, double? expiresIn = null, bool stateful = false, string description = "") => new()
    {
        Name = name, CreatedAt = Now.AddHours(-hoursAgo), ExpiresAt = expiresIn is { } h ? Now.AddHours(h) : null, Stateful = stateful,
        Description = description,
    };

    public static PoolFacts Pool(string name, string driver, long usedGiB, long totalGiB, string status = "Created") => new(
        name, driver, status, Words(("source", $"/var/lib/incus/disks/{name}.img")),
        [new PoolFill(null, usedGiB << 30, totalGiB << 30, 0, 0)]);

    public static ProjectFacts Project(string name, params (string Key, string Value)[] config) => new(name, Words(config));

    public static SettingsHolder Holder(string name, bool isProfile = false, string project = "default", string[]? profiles = null,
        (string Key, string Value)[]? inherited = null, params (string Key, string Value)[] own) => new("local", project, name, isProfile, Words(own),
        isProfile ? Maps.Text : Words(own).AddRange(Words(inherited ?? [])), [.. profiles ?? []], project);

    public static SnapshotPresent Declared(string name, Brine.Planner.Schedule.Expiry? expires = null, bool? stateful = null) =>
        new(Origin(name), Web, "web", name, stateful, null, expires, DriftAnswer.Fix);

    public static Origin Origin(string id) => new() { Id = id, Function = "incus.instance_snapshot_present", ReturnName = "web/" + id, StateName = id };

    public static ImmutableSortedDictionary<string, string> Words(params (string Key, string Value)[] words) =>
        words.ToImmutableSortedDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);

    /// <summary>Devices as <c>("root", "path=/ pool=p")</c>.</summary>
    public static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices(params (string Name, string Keys)[] devices) =>
        devices.ToImmutableSortedDictionary(d => d.Name, d => Words([.. d.Keys.Split(' ').Select(k => (k.Split('=')[0], k.Split('=')[1]))]), StringComparer.Ordinal);
}
