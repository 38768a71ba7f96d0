using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Groups;

/// <summary>kill -9 of brine over a set, on btrfs. A class a pool, so that the two run side by side.</summary>
[Trait("Server", "real")]
public sealed class GroupKillOnBtrfsTests
{
    [Fact]
    public Task The_next_command_leaves_nothing_frozen_and_no_set_in_parts() => GroupKills.AtRandomPointsAsync("btr", 15);
}

/// <summary>The same on a dir pool, where snapshots take long.</summary>
[Trait("Server", "real")]
public sealed class GroupKillOnDirTests
{
    [Fact]
    public Task The_next_command_leaves_nothing_frozen_and_no_set_in_parts() => GroupKills.AtRandomPointsAsync("dirp", 15);
}

internal static class GroupKills
{
    private static readonly string[] Members = ["a", "b", "c"];

    public static async Task AtRandomPointsAsync(string pool, int points)
    {
        await using var project = await Project.On(pool);
        foreach (var name in Members)
            await project.Container(name, isRunning: true);
        // A journal of its own, also for commands that take no --state-dir.
        var environment = RealIncus.EnvironmentOf(RealIncus.Directory).Append(KeyValuePair.Create("XDG_STATE_HOME", Path.Combine(project.Folder, "x"))).ToDictionary();
        string[] At(params string[] arguments) => [.. arguments, "--project", project.Name];
        Task<Ran> Brine(params string[] arguments) => Ran.Of(RealIncus.Brine, At(arguments), environment, project.Folder);
        string[] Create(int point) => At(["group", "create", string.Create(CultureInfo.InvariantCulture, $"x{point}"), .. Members]);

        var state = Path.Combine(project.Folder, "x", "brine");
        // A run that is killed before its first line leaves an empty file, which tells nothing.
        bool IsUnderWay() => Directory.Exists(state) && Directory.EnumerateFiles(state).Any(f => new FileInfo(f).Length > 0);

        // How long the set itself takes here: from its journal to its end.
        TimeSpan lasts;
        using (var first = Ran.Start(RealIncus.Brine, Create(0), environment, project.Folder))
        {
            while (!IsUnderWay() && !first.HasExited)
                await Task.Delay(1, TestContext.Current.CancellationToken);
            var watch = Stopwatch.StartNew();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, first.ExitCode);
            lasts = watch.Elapsed;
        }

        // Somebody is at work in a member: a session does not end while its instance is frozen, and nobody may wait for it.
        using var session = Ran.Start("incus", ["exec", Members[0], "--project", project.Name, "--", "sleep", "3600"], environment);
        var (left, whole, seed) = (0, 1, Environment.TickCount);
        var random = new Random(seed);
        for (var point = 1; point <= points; point++)
        {
            var told = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, point {point}");
            using (var running = Ran.Start(RealIncus.Brine, Create(point), environment, project.Folder))
            {
                // The pause is the subject: where the kill falls. One in four falls before the journal.
                while (point % 4 != 0 && !IsUnderWay() && !running.HasExited)
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                await Task.Delay(lasts * random.NextDouble(), TestContext.Current.CancellationToken);
                running.Kill();
                await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var listed = await Brine("list");
            Assert.True(listed.Exit == 0, $"{told}: {listed.Exit}\n{listed.Out}\n{listed.Err}");
            var members = (await project.Query("/1.0/instances?recursion=2")).AsArray();
            Assert.All(members, m => Assert.True((string)m!["status"]! == "Running", $"{told}: {m["name"]} is {m["status"]}\n{listed.Err}"));
            var name = string.Create(CultureInfo.InvariantCulture, $"x{point}");
            var have = members.Count(m => (m!["snapshots"]?.AsArray() ?? []).Any(s => (string)s!["name"]! == name));
            Assert.True(have == 0 || have == Members.Length, $"{told}: {have} snapshots of a set of {Members.Length}\n{listed.Err}");
            whole += have > 0 ? 1 : 0;
            left += listed.Err.Length > 0 ? 1 : 0;
            Assert.False(IsUnderWay(), $"{told}: the journal was not settled\n{listed.Err}");
        }

        session.Kill();
        var sets = JsonNode.Parse((await Brine("group", "list", "--out", "json")).Ends(0).Out)!["sets"]!.AsArray();
        Assert.Equal(whole, sets.Count);
        Assert.All(sets, s => Assert.True((bool)s!["whole"]!, s.ToJsonString()));
        Assert.True(left > 0, "no kill fell where there was something to put right");
        Assert.Contains("No run was cut off.", (await Brine("recover")).Ends(0).Out, StringComparison.Ordinal);
    }
}
