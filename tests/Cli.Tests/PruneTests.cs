using Brine.Cli.Tests.Support;
using Brine.Sandbox;

namespace Brine.Cli.Tests;

/// <summary>Policies and pins at the command line, as text that a person has read.</summary>
public sealed class PruneTests
{
    private static readonly DateTimeOffset Now = FrozenTime.Instant;

    [Fact]
    public async Task A_policy_is_shown_with_its_reasons_then_carried_out()
    {
        await using var stage = await Stage.OpenAsync(seed: Seed());
        string[] policy = ["--pattern", "auto-*", "--daily", "7", "--weekly", "3"];
        await stage.RunAsync("pin", "web-server/auto-20251201", "--why", "before the audit");
        await stage.RunAsync(["prune", .. policy]);
        Assert.DoesNotContain(stage.Writes, w => w.StartsWith("DELETE", StringComparison.Ordinal));
        await stage.RunAsync(["prune", .. policy, "--max-delete", "10"]);
        await stage.RunAsync(["prune", "web-server", .. policy, "--yes"]);
        await stage.RunAsync(["prune", "web-server", .. policy]);
        await stage.RunAsync(["prune", "db-*", .. policy, "--yes", "--quiet"]);
        await stage.RunAsync("list", "web-server");
        Golden.Equal("prune", stage.Transcript);
    }

    [Fact]
    public async Task What_will_exist_is_told_day_by_day()
    {
        await using var stage = await Stage.OpenAsync(seed: Seed());
        await stage.RunAsync("prune", "web-server", "--pattern", "auto-*", "--daily", "7", "--weekly", "3", "--forecast", "60");
        await stage.RunAsync("prune", "web-server", "--pattern", "auto-*", "--daily", "2", "--forecast", "1", "--out", "json");
        Golden.Equal("prune-forecast", stage.Transcript);
    }

    [Fact]
    public async Task What_is_not_said_deletes_nothing()
    {
        await using var stage = await Stage.OpenAsync(seed: Seed());
        await stage.RunAsync("prune", "--daily", "7");
        await stage.RunAsync("prune", "--pattern", "*");
        await stage.RunAsync("prune", "--pattern", "*", "--daily", "0");
        await stage.RunAsync("prune", "--pattern", "*", "--daily", "7", "--timezone", "Mars/Phobos");
        await stage.RunAsync("prune", "--pattern", "*", "--within", "2 days");
        await stage.RunAsync("prune", "web server", "--pattern", "*", "--daily", "7");
        await stage.RunAsync("prune", "--pattern", "*", "--daily", "7", "--forecast", "9", "--yes");
        await stage.RunAsync("prune", "nowhere", "--pattern", "*", "--daily", "7", "--yes");
        await stage.RunAsync("prune", "nowhere-*", "--pattern", "*", "--daily", "7", "--yes");
        await stage.RunAsync("prune", "--pattern", "none-*", "--daily", "7", "--yes");
        Assert.Empty(stage.Writes);
        Golden.Equal("prune-wrong", stage.Transcript);
    }

    [Fact]
    public async Task A_pin_holds_against_everything_and_comes_off_again()
    {
        await using var stage = await Stage.OpenAsync(seed: Seed(days: 6));
        await stage.RunAsync("pin", "web-server/auto-20260110", "--until", "90d", "--why", "audit");
        await stage.RunAsync("pin", "web-server/auto-20260110", "--until", "90d", "--why", "audit");
        await stage.RunAsync("show", "web-server/auto-20260110");
        await stage.RunAsync("delete", "web-server/auto-20260110", "--yes");
        await stage.RunAsync("state", "instance_absent", "name=web-server", "force=true");
        await stage.RunAsync("state", "instance_snapshots_rotated", "instance=web-server", "pattern='*'", "keep=1", "--test");
        await stage.RunAsync("list", "web-server", "--out", "yaml");
        await stage.RunAsync("unpin", "web-server/auto-20260110");
        await stage.RunAsync("unpin", "web-server/auto-20260110");
        await stage.RunAsync("pin", "web-server/auto-20260110", "--until", "2020-01-01T00:00:00Z");
        await stage.RunAsync("pin", "web-server/auto-20260110", "--until", "soon");
        await stage.RunAsync("pin", "web-server/none");
        Golden.Equal("pin", stage.Transcript);
    }

    /// <summary>Two instances with so many days of automatic snapshots; Incus goes on taking those of one of them.</summary>
    private static SandboxSeed Seed(int days = 50) => SandboxSeed.WebTier() with
    {
        Instances =
        [
            Instance("web-server", days) with
            {
                Config = Map(("snapshots.schedule", "0 2 * * *"), ("snapshots.expiry", "8w"),
                    ("snapshots.pattern", "auto-{{ creation_date|date:\"20060102\" }}")),
            },
            Instance("db-server", 12),
        ],
    };

    private static SeedInstance Instance(string name, int days) => new()
    {
        Name = name,
        Status = "Running",
        Snapshots =
        [
            .. Enumerable.Range(0, days).Select(i => Now.Date.AddDays(-i)).Select(d => new SeedSnapshot
            {
                Name = $"auto-{d:yyyyMMdd}", CreatedAt = new DateTimeOffset(d, TimeSpan.Zero).AddHours(2), Description = "",
            }),
        ],
    };

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] pairs) =>
        System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, pairs.Select(p => KeyValuePair.Create(p.Key, p.Value)));
}
