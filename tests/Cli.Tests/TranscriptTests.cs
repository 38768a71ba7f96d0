using Brine.Cli.Tests.Support;
using Brine.Incus;

namespace Brine.Cli.Tests;

/// <summary>Whole sessions at the command line, as text that a person has read.</summary>
public sealed class TranscriptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_web_tier_is_planned_applied_and_then_left_alone()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Example("web-tier/web-tier.sls");
        await stage.RunAsync("plan", file);
        await stage.RunAsync("apply", file);
        await stage.RunAsync("apply", file);
        await stage.RunAsync("plan", file, "-v");
        await stage.RunAsync("plan", file, "--quiet");
        await stage.RunAsync("list");
        await stage.RunAsync("list", "web-server-1", "nowhere");
        await stage.RunAsync("show", "web-server/before-update");
        Golden.Equal("web-tier", stage.Transcript);
    }

    [Fact]
    public async Task Drift_is_seen_and_just_that_is_corrected()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Example("web-tier/web-tier.sls");
        await stage.RunAsync("apply", file, "--quiet");
        await stage.Client.Snapshots.DeleteAsync("default", "api-server", "coordinated-2024-01-15-1200", Token);
        await stage.Client.Snapshots.SetExpiryAsync("default", "web-server", "before-update",
            FrozenTime.Instant.AddHours(36), Token);
        await stage.RunAsync("plan", file);
        await stage.RunAsync("apply", file);
        await stage.RunAsync("plan", file);
        Golden.Equal("drift", stage.Transcript);
    }

    [Fact]
    public async Task A_restore_shows_what_it_loses_and_happens_once()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.RunAsync("create", "web-server/before-update", "--description", "Before system updates");
        stage.Server.Control.AdvanceTime(new TimeSpan(3, 12, 0));
        await stage.Client.Instances.PatchAsync("default", "web-server",
            new InstancePatch { Config = new Dictionary<string, string?> { ["limits.memory"] = "64MiB" } }, null,
                Token);
        var file = stage.Example("web-tier/restore.sls");
        await stage.RunAsync("diff", "web-server/before-update");
        await stage.RunAsync("plan", file);
        await stage.RunAsync("apply", file);
        await stage.RunAsync("apply", file, "-v");
        await stage.RunAsync("diff", "web-server/before-update");
        await stage.RunAsync("list", "web-server");
        Golden.Equal("restore", stage.Transcript);
    }

    [Fact]
    public async Task One_off_commands_ask_before_they_destroy()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.RunAsync("create", "web-server/first", "--expires", "7d", "--description", "the first");
        await stage.RunAsync("create", "web-server/first");
        await stage.RunAsync("create", "web-server/second", "--test");
        await stage.RunAsync("rename", "web-server/first", "renamed");
        await stage.RunAsync("rename", "web-server/first", "again");
        await stage.RunAsync("delete", "web-server/renamed");
        await stage.AnswerAsync("n\n", "delete", "web-server/renamed");
        await stage.RunAsync("restore", "web-server/renamed", "--test");
        await stage.RunAsync("restore", "web-server/renamed");
        await stage.RunAsync("restore", "web-server/renamed", "--yes", "--safety", "no");
        await stage.RunAsync("delete", "web-server/renamed", "web-server/nothing", "--yes");
        await stage.AnswerAsync("y\n", "delete", "web-server/renamed");
        await stage.RunAsync("list");
        Golden.Equal("one-off", stage.Transcript);
    }

    [Fact]
    public async Task A_saved_plan_is_applied_once_and_refused_when_the_server_has_changed()
    {
        await using var stage = await Stage.OpenAsync();
        var file = stage.Example("web-tier/web-tier.sls");
        var plan = Path.Combine(stage.Folder, "plan.json");
        await stage.RunAsync("plan", file, "-o", plan, "--quiet");
        await stage.RunAsync("apply", plan);
        await stage.RunAsync("apply", plan);
        await stage.RunAsync("plan", file, "-o", Path.Combine(stage.Folder, "no", "such", "folder"), "--quiet");
        Golden.Equal("saved-plan", stage.Transcript);
    }

    [Fact]
    public async Task A_state_prints_Salts_return_dictionary()
    {
        await using var stage = await Stage.OpenAsync();
        string[] present = ["state", "incus.instance_snapshot_present", "instance=web-server", "name=a",
            "description=why"];
        await stage.RunAsync([.. present, "--test"]);
        await stage.RunAsync(present);
        await stage.RunAsync(present);
        await stage.RunAsync("state", "instance_snapshot_absent", "instance=web-server", "name=a");
        await stage.RunAsync("state", "instance_snapshot_present", "instance=nowhere", "name=a");
        await stage.RunAsync("state", "instance_snapshot_present", "instance=web-server", "name=a", "colour=blue");
        await stage.RunAsync("state", "instance_snapshot_present", "instance");
        Golden.Equal("state", stage.Transcript);
    }
}
