using System.Text.RegularExpressions;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The seed's own pattern, put on a real instance with a schedule, and the real scheduler.</summary>
[Trait("Server", "real")]
public sealed partial class DoctorScheduleTests
{
    [Fact]
    public async Task The_seeds_pattern_is_found_and_after_the_fix_scheduled_snapshots_have_a_date()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("web-server", config:
            ["snapshots.schedule=* * * * *", "snapshots.schedule.stopped=true", "snapshots.expiry=7d", "snapshots.pattern=auto-%Y%m%d"]);
        var found = await clinic.Found("pattern-poisonous", "web-server");
        Assert.Equal("error", (string?)found["severity"]);
        await clinic.FoundFixedAndGone("pattern-poisonous", "web-server", "and so do the schedules of other instances");

        // The server looks once a minute; a run that was under way at the fix may have made the old name.
        var limit = TimeSpan.FromSeconds(150);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        string[] taken;
        while (!(taken = await project.Snapshots("web-server")).Any(s => Dated().IsMatch(s)))
        {
            Assert.True(watch.Elapsed < limit, $"no snapshot with a date in {limit}: {string.Join(' ', taken)}");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex(@"^auto-20\d{6}(-\d+)?$")]
    private static partial Regex Dated();
}
