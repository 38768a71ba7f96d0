using Brine.Converge.Checks;
using Brine.Planner.Checks;
using Brine.Planner.Desired;
using Brine.Planner.Plan;

namespace Brine.Converge.Tests;

/// <summary>onlyif, unless, creates, check_cmd, retry and prereq, as a run meets them.</summary>
public sealed class SteeringTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Conditions_are_asked_when_planned_and_again_when_carried_out()
    {
        await using var site = await Site.SandboxAsync();
        var checks = new Answers("before", "after");
        var desired = Wanted.All(
            Wanted.Present("c1", "now-closed") with { Checks = OnlyIf("before") },
            Wanted.Present("c1", "now-open") with { Checks = OnlyIf("after") },
            Wanted.Present("c2", "open") with { Checks = OnlyIf("always") });
        using var journal = site.Journal();
        var convergence = new Convergence(site.Servers, journal, checks);
        checks.Holding = ["before", "always"];
        var plan = await convergence.PlanAsync(desired, Site.Token);
        checks.Holding = ["after", "always"];

        var report = await convergence.ApplyAsync(plan, Apply.RunControl.None, Apply.RunOptions.Default, null);

        Assert.Equal([Verdict.Change, Verdict.Holds, Verdict.Change], plan.Entries.Select(e => e.Verdict));
        Assert.Equal("onlyif condition is false", plan.Entries[1].Comment);
        Assert.Equal(["onlyif condition is false", "Snapshot now-open created for instance c1",
            "Snapshot open created for instance c2"], report.Outcomes.Select(o => o.Comment));
        Assert.All(report.Outcomes, o => Assert.True(o.Result));
        Assert.Equal(["now-open"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task The_host_answers_conditions_through_a_shell()
    {
        await using var site = await Site.SandboxAsync();
        var file = Path.GetTempFileName();

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a") with { Checks = new EntryChecks { OnlyIf = [Command("test 1 = 1"), Command("exit 3")] } },
            Wanted.Present("c1", "b") with { Checks = new EntryChecks { Unless = [Command("true | cat")] } },
            Wanted.Present("c1", "c") with { Checks = new EntryChecks { Creates = [file] } },
            Wanted.Present("c1", "d") with { Checks = new EntryChecks { OnlyIf = [Command("no-such-program-here")] } },
            Wanted.Present("c1", "e") with
            {
                Checks = new EntryChecks
                {
                    OnlyIf = [new Check(CheckKind.Output, "echo x"), new Check(CheckKind.File, file), new Check(CheckKind.Folder, "/")],
                    Unless = [Command("false"), new Check(CheckKind.Constant, "true")],
                    Creates = [file, "/no/such/file"],
                },
            },
            Wanted.Present("c1", "f") with { Checks = new EntryChecks { OnlyIf = [Command("test \"$(umask)\" = 0027")], Umask = "027" } }));
        File.Delete(file);

        Assert.Equal(["onlyif condition is false", "unless condition is true", $"{file} exists", "onlyif condition is false",
            "Snapshot e created for instance c1", "Snapshot f created for instance c1"], report.Outcomes.Select(o => o.Comment));
        Assert.Equal(["e", "f"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public void A_command_of_a_user_that_does_not_exist_does_not_hold() =>
        Assert.False(new HostChecks(TimeProvider.System, Site.Token).Holds(Command("true"), new EntryChecks { RunAs = "nobody-of-this-name" }));

    [Fact]
    public async Task Check_cmd_has_the_last_word_and_what_was_done_is_told_beside_it()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("POST /1.0/instances/c2/snapshots", "no");

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a") with { Checks = new EntryChecks { After = ["true", "false"] } },
            Wanted.Present("c2", "a") with { Checks = new EntryChecks { After = ["true"] } }));

        Assert.Equal([false, true], report.Outcomes.Select(o => o.Result));
        Assert.Equal(["check_cmd determined the state failed", "check_cmd determined the state succeeded"],
            report.Outcomes.Select(o => o.Comment));
        Assert.Contains("Snapshot a created for instance c1", report.Outcomes[0].Notes);
        Assert.NotEmpty(report.Outcomes[0].Changes);
        Assert.Contains(report.Outcomes[1].Notes, n => n.StartsWith("Failed to create snapshot a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_failed_is_tried_again_after_a_while_and_the_comment_says_how_often()
    {
        var time = new SkippingTime(Interval);
        await using var site = await Site.SandboxAsync(time: time);
        site.Control.FailNext("POST /1.0/instances/c1/snapshots", "first");
        site.Control.FailNext("POST /1.0/instances/c1/snapshots", "second");

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a") with { Retry = new RetryRule(5, Interval, TimeSpan.Zero, Until: true) },
            Wanted.Present("c2", "b").Needs(0)));

        Assert.True(report.Succeeded, report.Outcomes[0].SaltComment);
        Assert.Equal(2, time.Count);
        Assert.Collection(report.Outcomes[0].SaltComment.Split('\n'),
            line => Assert.StartsWith("Attempt 1: Returned a result of \"False\", with the following comment: \"Failed to create snapshot a", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Attempt 2: Returned a result of \"False\", with the following comment: \"", line, StringComparison.Ordinal),
            line => Assert.Equal("Snapshot a created for instance c1", line));
        Assert.Equal(["b"], await site.SnapshotsAsync("c2"));
    }

    [Fact]
    public async Task Attempts_end_and_an_interruption_ends_them()
    {
        var time = new SkippingTime(Interval);
        await using var site = await Site.SandboxAsync(time: time);
        using var stop = new CancellationTokenSource();
        var longWait = new RetryRule(3, TimeSpan.FromHours(1), TimeSpan.Zero, Until: true);
        site.Control.FailNext("POST /1.0/instances/c2/snapshots", "no");

        var few = await site.ApplyAsync(Wanted.All(
            Wanted.Present("none", "a") with { Retry = new RetryRule(3, Interval, TimeSpan.Zero, Until: true) }));
        var run = site.ApplyAsync(Wanted.All(Wanted.Present("c2", "a") with { Retry = longWait }),
            new Apply.RunControl(stop.Token, CancellationToken.None), progress: new Progress(stop.Cancel));
        var cut = await run;

        Assert.Equal(2, time.Count);
        Assert.Equal(3, few.Outcomes[0].SaltComment.Split('\n').Length);
        Assert.EndsWith("\nInstance none does not exist", few.Outcomes[0].SaltComment, StringComparison.Ordinal);
        Assert.False(cut.Outcomes[0].Result);
        Assert.StartsWith("Attempt 1: ", cut.Outcomes[0].SaltComment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_false_is_tried_until_it_fails()
    {
        await using var site = await Site.SandboxAsync(time: new SkippingTime(Interval));

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a") with { Retry = new RetryRule(2, Interval, TimeSpan.Zero, Until: false) }));

        Assert.True(report.Outcomes[0].Result);
        Assert.Equal("Attempt 1: Returned a result of \"True\", with the following comment: \"Snapshot a created for instance c1\"\n"
            + "Snapshot a already exists for instance c1", report.Outcomes[0].SaltComment);
    }

    [Fact]
    public async Task A_prereq_goes_first_and_only_if_its_target_would_change()
    {
        await using var site = await Site.SandboxAsync();
        var desired = Wanted.All(
            Wanted.Present("c1", "target") with { Dependencies = [new Dependency(1, DependencyKind.First)] },
            Wanted.Present("c2", "guard") with { Dependencies = [new Dependency(0, DependencyKind.Foreseen)] });

        var first = await site.ApplyAsync(desired);
        await site.Client.Snapshots.DeleteAsync("default", "c2", "guard", Site.Token);
        var second = await site.ApplyAsync(desired);

        Assert.True(first.Succeeded);
        Assert.True(first.Outcomes[1].StartedAt <= first.Outcomes[0].StartedAt);
        Assert.NotEmpty(first.Outcomes[1].Changes);
        Assert.Equal("No changes detected", second.Outcomes[1].Comment);
        Assert.Empty(await site.SnapshotsAsync("c2"));
    }

    [Fact]
    public async Task A_prereq_waits_for_what_its_target_waits_for()
    {
        await using var site = await Site.SandboxAsync(latency: TimeSpan.FromMilliseconds(20));
        site.Control.FailNext("POST /1.0/instances/s1/snapshots", "no");

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("s1", "first"),
            Wanted.Present("c2", "guard") with { Dependencies = [new Dependency(2, DependencyKind.Foreseen)] },
            Wanted.Present("c1", "target") with
            {
                Dependencies = [new Dependency(0, DependencyKind.Success), new Dependency(1, DependencyKind.First)],
            }));

        Assert.Equal("One or more requisite failed: test.c1-target", report.Outcomes[1].Comment);
        Assert.Equal("One or more requisite failed: test.s1-first, test.c2-guard", report.Outcomes[2].Comment);
        Assert.Empty(await site.SnapshotsAsync("c2"));
        Assert.Empty(await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task What_a_failed_prereq_went_before_is_not_done()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("POST /1.0/instances/c2/snapshots", "no");

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "target") with { Dependencies = [new Dependency(1, DependencyKind.First)] },
            Wanted.Present("c2", "guard") with { Dependencies = [new Dependency(0, DependencyKind.Foreseen)] },
            Wanted.Present("none", "x") with { Dependencies = [new Dependency(3, DependencyKind.First)] },
            Wanted.Present("c2", "for-x") with { Dependencies = [new Dependency(2, DependencyKind.Foreseen)] }));

        Assert.All(report.Outcomes, o => Assert.False(o.Result));
        Assert.Equal("One or more requisite failed: test.c2-guard", report.Outcomes[0].Comment);
        Assert.Equal("Instance none does not exist", report.Outcomes[2].Comment);
        Assert.Equal("One or more requisite failed: test.none-x", report.Outcomes[3].Comment);
        Assert.Empty(await site.SnapshotsAsync("c1"));
        Assert.Empty(await site.SnapshotsAsync("c2"));
    }

    private static EntryChecks OnlyIf(string command) => new() { OnlyIf = [Command(command)] };

    private static Check Command(string text) => new(CheckKind.Command, text);

    private sealed class Answers(params string[] holding) : ICheckHost
    {
        public string[] Holding { get; set; } = holding;

        public bool Holds(Check check, EntryChecks of) => Holding.Contains(check.Text);
    }

    private sealed class Progress(Action whenStepped) : IProgress<Apply.RunEvent>
    {
        public void Report(Apply.RunEvent value)
        {
            if (value is Apply.RunEvent.StepStarted)
                whenStepped();
        }
    }
}
