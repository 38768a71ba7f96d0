using System.Collections.Immutable;
using Brine.Converge.Observe;
using Brine.Incus;
using CsCheck;
using Config = System.Collections.Generic.IReadOnlyDictionary<string, string>;
using Devices = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyDictionary<string, string>>;

namespace Brine.Converge.Tests;

public sealed class TranslationLaws
{
    // Few keys and values, so that maps are mostly alike, and often equal.
    private static readonly Gen<Config> Map =
        Gen.Dictionary(Gen.Int[0, 5].Select(k => $"k{k}"), Gen.Int[0, 2].Select(v => $"v{v}"))[0, 5].Select(d => (Config)d);

    private static readonly Gen<Devices> Maps = Gen.Dictionary(Gen.Int[0, 2].Select(k => $"d{k}"), Map)[0, 3].Select(d => (Devices)d);

    private static readonly Gen<InstanceSnapshot[]> Snapshots = Gen.Select(Map, Map, Maps, Maps).Array[0, 6].Select(all => all.Select(
        (a, i) => new InstanceSnapshot { Name = $"s{i}", Config = a.Item1, ExpandedConfig = a.Item2, Devices = a.Item3, ExpandedDevices = a.Item4 }).ToArray());

    [Fact]
    public void However_alike_they_are_each_snapshot_has_its_own_config_and_devices() =>
        Gen.Select(Map, Map, Maps, Maps, Snapshots).Sample((config, expanded, devices, expandedDevices, snapshots) =>
        {
            var observed = new Instance
            {
                Name = "c1", Config = config, ExpandedConfig = expanded, Devices = devices, ExpandedDevices = expandedDevices, Snapshots = [.. snapshots],
            }.Observed();

            Assert.Equal(Text(config, expanded, devices, expandedDevices),
                Text(observed.Config, observed.ExpandedConfig, Plain(observed.Devices), Plain(observed.ExpandedDevices)));
            Assert.Equal(snapshots.Length, observed.Snapshots.Count);
            foreach (var s in snapshots)
            {
                var seen = observed.Snapshots[s.Name];
                Assert.Equal(Text(s.Config, s.ExpandedConfig, s.Devices, s.ExpandedDevices),
                    Text(seen.Config, seen.ExpandedConfig, Plain(seen.Devices), Plain(seen.ExpandedDevices)));
            }
        });

    private static Devices Plain(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> devices) =>
        devices.ToDictionary(d => d.Key, d => (Config)d.Value);

    private static string Text(Config config, Config expanded, Devices devices, Devices expandedDevices) =>
        string.Join('\n', Text(config), Text(expanded), Text(devices), Text(expandedDevices));

    private static string Text(Config map) => string.Join(' ', map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));

    private static string Text(Devices maps) => string.Join('|', maps.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {Text(p.Value)}"));
}
