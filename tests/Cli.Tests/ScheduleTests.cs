using Brine.Cli.Tests.Support;
using Brine.Sandbox;

namespace Brine.Cli.Tests;

/// <summary><c>brine schedule</c>, seen on 15 January 2026 at noon UTC.</summary>
public sealed class ScheduleTests
{
    private const string World = """
        {
          "pools": [{"name": "default", "driver": "btrfs"}],
          "profiles": [{"name": "nightly", "config": {"snapshots.schedule": "5 6 * * *", "snapshots.expiry": "7d",
            "snapshots.pattern": "auto-{{ creation_date|date:\"20060102\" }}"}}],
          "instances": [
            {"name": "web-server", "status": "Running", "profiles": ["default", "nightly"], "snapshots": [
              {"name": "auto-20260114", "created_at": "2026-01-14T06:04:20Z", "expires_at": "2026-01-21T06:04:20Z"},
              {"name": "auto-20260115", "created_at": "2026-01-15T06:04:20Z", "expires_at": "2026-01-22T06:04:20Z"},
              {"name": "before-update", "created_at": "2026-01-15T09:30:00Z"}]},
            {"name": "db", "status": "Running", "config": {"snapshots.schedule": "@hourly", "snapshots.expiry": "3d"},
              "snapshots": [
              {"name": "snap0", "created_at": "2026-01-15T09:40:20Z"}, {"name": "snap1", "created_at": "2026-01-15T10:40:20Z"},
              {"name": "snap2", "created_at": "2026-01-15T11:40:20Z"}, {"name": "snap3", "created_at": "2026-01-15T11:52:00Z"}]},
            {"name": "batch", "status": "Stopped",
              "config": {"snapshots.schedule": "@daily", "snapshots.pattern": "auto-%Y%m%d", "snapshots.expiry": "30d"}},
            {"name": "plain", "status": "Running"}
          ]
        }
        """;

    private const string Policies = """
        nightly:
          incus.instance_snapshots_retained:
            - instances: ['web-*']
            - pattern: 'auto-*'
            - daily: 7
            - monthly: 6
        baseline:
          incus.instance_snapshot_present:
            - instance: web-server
            - expires: inherit
        """;

    [Fact]
    public async Task Schedules_are_shown_with_their_next_runs_and_what_is_wrong_with_them()
    {
        await using var stage = await Stage.OpenAsync(seed: SandboxSeed.Parse(World));
        await stage.RunAsync("schedule");
        await stage.RunAsync("schedule", "web-server");
        await stage.RunAsync("schedule", "db", "--timezone", "Europe/Berlin");
        await stage.RunAsync("schedule", "plain");
        await stage.RunAsync("schedule", "nowhere", "plain");
        Assert.Empty(stage.Writes);
        Golden.Equal("schedule", stage.Transcript);
    }

    [Fact]
    public async Task Schedules_as_data()
    {
        await using var stage = await Stage.OpenAsync(seed: SandboxSeed.Parse(World));
        await stage.RunAsync("schedule", "--out", "json");
        await stage.RunAsync("schedule", "--out", "yaml", "plain");
        await stage.RunAsync("schedule", "--out", "json", "web-server", "--states", stage.Write("policies.sls", Policies));
        await stage.RunAsync("schedule", "--out", "json", "--check", "@daily");
        await stage.RunAsync("schedule", "--out", "json", "--check", "@often");
        Golden.Equal("schedule-data", stage.Transcript);
    }

    [Fact]
    public async Task An_expression_is_checked_without_a_server()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Environment.Remove("INCUS_SOCKET");
        await stage.RunAsync("schedule", "--check", "0 6 * * 1-5");
        await stage.RunAsync("schedule", "--check", "@daily, 0 12 * * SUN", "--timezone", "Europe/Berlin");
        await stage.RunAsync("schedule", "--check", "0 0 */2 * 1");
        await stage.RunAsync("schedule", "--check", "@startup");
        await stage.RunAsync("schedule", "--check", "0 0 31 2 *");
        await stage.RunAsync("schedule", "--check", "@every 6h");
        await stage.RunAsync("schedule", "--check", "0 6 * * 7");
        await stage.RunAsync("schedule", "--check", "0 6 * * *", "--timezone", "Mars/Olympus");
        Assert.Empty(stage.Server.Control.Requests);
        Golden.Equal("schedule-check", stage.Transcript);
    }

    [Fact]
    public async Task Nothing_scheduled_is_said_so()
    {
        await using var stage = await Stage.OpenAsync();
        Assert.Equal("No instance of project default has a schedule.\n", (await stage.RunAsync("schedule")).Out);
    }
}
