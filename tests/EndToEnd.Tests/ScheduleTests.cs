using System.Globalization;
using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Incus's own schedules, and whether they run when <c>brine schedule</c> says so.</summary>
[Trait("Server", "real")]
public sealed class ScheduleTests
{
    [Fact]
    public async Task A_schedule_fires_in_the_minute_before_the_time_that_brine_says()
    {
        await using var project = await Project.On("btr");
        // Every second minute: a run in the minute itself, or in the one after it, would be told from one before it.
        await project.Container("c1", isRunning: false, "snapshots.schedule=*/2 * * * *", "snapshots.schedule.stopped=true",
            "snapshots.pattern=auto-{{ creation_date|date:\"20060102-1504\" }}", "snapshots.expiry=1d");
        var foreseen = (await Seen(project))["next"]!.AsArray().Select(r => Instant(r!["earliest"])).ToList();
        Assert.Equal(5, foreseen.Count);

        JsonNode? last = null;
        for (var left = 150; left > 0 && last is null; left--)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken); // Incus looks once a minute
            last = (await Seen(project))["last"];
        }

        Assert.NotNull(last);
        var taken = Instant(last["created_at"]);
        // Begun too late for the first, it comes with the second.
        Assert.Contains(foreseen[..2], due => taken >= due.AddMinutes(-1) && taken <= due);
        Assert.Equal($"auto-{taken.ToLocalTime().ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}", (string)last["name"]!);
    }

    [Fact]
    public async Task What_works_against_it_is_found_and_its_remedy_ends_it()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1", isRunning: false, "snapshots.schedule=5 6 * * *", "snapshots.expiry=6H", "snapshots.pattern=auto-%Y%m%d");
        var policies = project.Write("policies.sls", """
            thin:
              incus.instance_snapshots_retained:
                - instances: ['c*']
                - pattern: 'auto-*'
                - daily: 7
                - weekly: 4
            """);
        for (var round = 0; round < 6; round++)
        {
            var conflicts = (await Seen(project, "--states", policies))["conflicts"]!.AsArray();
            if (round == 0)
                Assert.Equal(["expiry-before-policy", "expiry-shorter-than-interval", "pattern-strftime", "schedule-stopped"],
                    conflicts.Select(c => (string)c!["name"]!));
            if (conflicts.Count == 0)
                return;
            var remedy = (string)conflicts[0]!["remedy"]!;
            (await Ran.Of("/bin/sh", ["-c", remedy], RealIncus.EnvironmentOf(RealIncus.Directory))).Ends(0);
        }

        Assert.Fail("six remedies did not end it");
    }

    [Fact]
    public async Task A_timers_command_renders_the_file_anew_at_each_run()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");
        // What Salt users write; a job that holds the rendered pillar would take the first of these for ever.
        var file = project.Write("daily.sls", """
            daily:
              incus.instance_snapshot_present:
                - instance: c1
                - name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}
            bound:
              incus.instance_snapshot_present:
                - instance: c1
                - name: bound-%Y%m%d
            """);
        var bin = Directory.CreateDirectory(Path.Combine(project.Folder, "bin")).FullName;
        var units = Path.Combine(project.Folder, "units");
        (await Ran.Of(RealIncus.Brine, ["timer", "install", "daily", "--on", "@daily", "--unit-dir", units, "--", .. project.Arguments("apply", file)],
            RealIncus.EnvironmentOf(RealIncus.Directory))).Ends(0);
        var service = await File.ReadAllLinesAsync(Path.Combine(units, "brine-daily.service"), TestContext.Current.CancellationToken);

        foreach (var day in (string[])["20260101", "20260102", "20260102"])
        {
            var date = Path.Combine(bin, "date");
            await File.WriteAllTextAsync(date, $"#!/bin/sh\necho {day}\n", TestContext.Current.CancellationToken);
            (await Ran.Of("/bin/chmod", ["755", date])).Ends(0);
            await RunUnitAsync(service, bin);
        }

        var today = DateTime.UtcNow;
        var snapshots = await project.Snapshots("c1");
        Assert.Equal(["daily-20260101", "daily-20260102"], snapshots.Where(s => s.StartsWith("daily-", StringComparison.Ordinal)));
        // One, but for a midnight within this test.
        Assert.All(snapshots.Where(s => s.StartsWith("bound-", StringComparison.Ordinal)), s => Assert.Contains(s,
            ((DateTime[])[today, today.AddDays(-1)]).Select(d => "bound-" + d.ToString("yyyyMMdd", CultureInfo.InvariantCulture))));
        Assert.NotEqual(2, snapshots.Length);
    }

    /// <summary>The unit's own command in the unit's own environment, as systemd would start it.</summary>
    private static async Task RunUnitAsync(string[] service, string bin)
    {
        var command = service.Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..].Split(' ');
        var environment = service.Where(l => l.StartsWith("Environment=", StringComparison.Ordinal))
            .Select(l => l["Environment=".Length..].Split('=', 2)).Select(p => $"{p[0]}={p[1]}");
        (await Ran.Of("/usr/bin/env", ["-i", $"PATH={bin}:/usr/bin:/bin", .. environment, .. command])).Ends(0);
    }

    private static async Task<JsonNode> Seen(Project project, params string[] more)
    {
        var ran = (await project.Brine(["schedule", "c1", "--out", "json", .. more])).Ends(0);
        return JsonNode.Parse(ran.Out)!["schedules"]![0]!;
    }

    private static DateTimeOffset Instant(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
