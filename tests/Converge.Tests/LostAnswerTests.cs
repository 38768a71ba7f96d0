using Brine.Converge.Journal;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Tests;

/// <summary>Connections and daemons that go in the middle of a creation; and runs that were killed before.</summary>
public sealed class LostAnswerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_cut_at_the_request_leaves_exactly_one_snapshot(bool afterEffect)
    {
        await using var site = await Site.SandboxAsync();
        site.Control.CutNext("POST /1.0/instances/c1/snapshots", afterEffect);

        var report = await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "text")));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal(["a"], await site.SnapshotsAsync("c1"));
        Assert.Equal("text", await SnapshotRunTests.DescriptionAsync(site, "c1", "a"));
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task An_operation_that_vanished_is_judged_by_what_is_there()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.VanishNext("create-snapshot");

        var report = await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal(1, site.Control.Requests.Count(r =>
            r.StartsWith("POST /1.0/instances/c1/snapshots", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_phantom_is_taken_again_and_the_container_thawed()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.CrashDuringNextCreation();

        var report = await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "text")));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Equal(["a"], await site.SnapshotsAsync("c1"));
        Assert.Equal(2, site.Control.Requests.Count(r =>
            r.StartsWith("POST /1.0/instances/c1/snapshots", StringComparison.Ordinal)));
        Assert.Contains(report.Outcomes[0].Notes, n => n.Contains("taken again", StringComparison.Ordinal));
        Assert.Contains(report.Outcomes[0].Notes, n => n.Contains("thawed", StringComparison.Ordinal));
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_creation_that_a_killed_run_left_and_a_restarted_server_lists_is_taken_again()
    {
        await using var site = await Site.SandboxAsync();
        var desired = Wanted.All(Wanted.Present("c1", "a"));
        await site.ApplyAsync(desired);
        await KilledAsync(site, new Interruption.CreatingSnapshot(Wanted.At("c1"), "a", "Running", 1,
            TimeProvider.System.GetUtcNow()));

        var report = await site.ApplyAsync(desired);

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Contains(site.Control.Requests, r =>
            r.StartsWith("DELETE /1.0/instances/c1/snapshots/a", StringComparison.Ordinal));
        Assert.Equal(["a"], await site.SnapshotsAsync("c1"));
        Assert.Empty(site.JournalFiles);
        Assert.Equal(Verdict.Holds, (await site.PlanAsync(desired)).Entries[0].Verdict);
    }

    [Fact]
    public async Task Work_on_an_instance_that_is_gone_is_forgotten_and_other_work_is_not()
    {
        await using var site = await Site.SandboxAsync();
        await KilledAsync(site, new Interruption.CreatingSnapshot(Wanted.At("gone1"), "a", "Running", 1,
            TimeProvider.System.GetUtcNow()));
        await KilledAsync(site, new Interruption.CreatingSnapshot(Wanted.At("c2"), "a", "Running", 1,
            TimeProvider.System.GetUtcNow()));

        await site.ApplyAsync(Wanted.All(Wanted.Absent("gone1", "a")));

        using var journal = site.Journal();
        Assert.Equal(["c2"], journal.ReadInterruptions().Select(i => i.Instance.Name));
    }

    [Fact]
    public async Task A_journal_has_every_creation_before_the_first_request_and_none_after_the_last()
    {
        await using var site = await Site.SandboxAsync();
        string[] during = [];
        var progress = new Sync(e => during = e is Apply.RunEvent.StepStarted && during.Length == 0
            ? [.. site.JournalFiles.SelectMany(ReadShared)] : during);

        await site.ApplyAsync(
            Wanted.All(Wanted.Present("c1", "a"), Wanted.Present("c1", "b"), Wanted.Present("c2", "a")),
                progress: progress);

        Assert.Equal(3, during.Count(l => l.Contains("create-snapshot", StringComparison.Ordinal)));
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_live_runs_journal_is_not_taken_for_a_dead_ones()
    {
        await using var site = await Site.SandboxAsync();
        using var live = site.Journal();
        live.Begin(
            [new Interruption.CreatingSnapshot(Wanted.At("c1"), "a", "Running", 1, TimeProvider.System.GetUtcNow())]);

        using var other = site.Journal();

        Assert.Empty(other.ReadInterruptions());
        Assert.Single(site.JournalFiles);
    }

    [Fact]
    public async Task Unreadable_lines_are_told_and_the_others_count()
    {
        await using var site = await Site.SandboxAsync();
        await KilledAsync(site, new Interruption.CreatingSnapshot(Wanted.At("c1"), "a", "Running", 1,
            TimeProvider.System.GetUtcNow()));
        await File.AppendAllTextAsync(site.JournalFiles.Single(), "{\"entry\": 4, \"begi", Site.Token);

        using var journal = site.Journal();

        Assert.Equal("c1", Assert.Single(journal.ReadInterruptions()).Instance.Name);
        Assert.Contains("1 unreadable line", Assert.Single(journal.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_made_is_told_and_the_run_goes_on()
    {
        await using var site = await Site.SandboxAsync();
        await File.WriteAllTextAsync(site.Journals, "a file", Site.Token);
        using var journal = site.Journal();
        var convergence = new Convergence(site.Servers, journal);

        var plan = await convergence.PlanAsync(Wanted.All(Wanted.Present("c1", "a")), Site.Token);
        var report = await convergence.ApplyAsync(plan, Apply.RunControl.None, Apply.RunOptions.Default, null);

        Assert.True(report.Succeeded);
        Assert.Contains("cannot be written", Assert.Single(journal.Notes), StringComparison.Ordinal);
    }

    /// <summary>Leaves what a run leaves that was killed: its file, with its lock gone.</summary>
    internal static Task KilledAsync(Site site, Interruption work)
    {
        using var journal = RunJournal.In(site.Journals, TimeProvider.System);
        journal.Begin([work]);
        return Task.CompletedTask;
    }

    private static string[] ReadShared(string path)
    {
        // Past the lock, which is between Brine's processes only.
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("cat", path) 
            { RedirectStandardOutput = true, UseShellExecute = false })!;
        return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
