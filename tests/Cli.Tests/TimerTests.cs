using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary><c>brine timer</c>, with units in a folder of the test's own.</summary>
public sealed class TimerTests
{
    private const string Web = """
        daily:
          incus.instance_snapshot_present:
            - instance: web-server
            - name: daily-x
        """;

    [Fact]
    public async Task A_timer_is_installed_changed_shown_and_removed()
    {
        await using var stage = await Stage.OpenAsync();
        var web = stage.Write("web.sls", Web);
        var units = Path.Combine(stage.Folder, "units");
        await stage.RunAsync("timer", "show", "--unit-dir", units);
        await stage.RunAsync("timer", "install", "nightly", "--on", "30 2 * * *", "--unit-dir", units, "--", "apply", web);
        await stage.RunAsync("timer", "install", "nightly", "--on", "30 2 * * *", "--unit-dir", units, "--", "apply", web);
        await stage.RunAsync("timer", "install", "nightly", "--on", "@hourly", "--random-delay", "5m", "--no-catch-up", "--unit-dir", units, "--", "apply", web);
        await stage.RunAsync("timer", "show", "--unit-dir", units);
        await stage.RunAsync("timer", "show", "other", "--unit-dir", units);
        await stage.RunAsync("timer", "remove", "nightly", "--unit-dir", units);
        await stage.RunAsync("timer", "remove", "nightly", "--unit-dir", units);
        Assert.Empty(Directory.GetFileSystemEntries(units));
        Golden.Equal("timer", stage.Transcript);
    }

    [Fact]
    public async Task A_dry_run_prints_both_units_and_writes_nothing()
    {
        await using var stage = await Stage.OpenAsync();
        var units = Path.Combine(stage.Folder, "units");
        stage.Environment["INCUS_PROJECT"] = "shop";
        await stage.RunAsync("timer", "install", "nightly", "--on", "0 0 13 * 5", "--nice", "5", "--dry-run", "--unit-dir", units,
            "--", "apply", stage.Write("web.sls", Web), "--state-dir", Path.Combine(stage.Folder, "state"), "--pillar", stage.Write("p.sls", "a: 1"));
        Assert.False(Directory.Exists(units));
        Golden.Equal("timer-dry-run", stage.Transcript);
    }

    [Fact]
    public async Task Timers_as_data()
    {
        await using var stage = await Stage.OpenAsync();
        var units = Path.Combine(stage.Folder, "units");
        await stage.RunAsync("timer", "install", "thin", "--on", "@daily", "--user", "--unit-dir", units, "--out", "json",
            "--", "prune", "--pattern", "daily-*", "--daily", "7", "--yes");
        await stage.RunAsync("timer", "show", "--user", "--unit-dir", units, "--out", "yaml");
        Golden.Equal("timer-data", stage.Transcript);
    }

    [Fact]
    public async Task Units_of_others_are_never_touched()
    {
        await using var stage = await Stage.OpenAsync();
        var units = Directory.CreateDirectory(Path.Combine(stage.Folder, "units")).FullName;
        var foreign = Path.Combine(units, "brine-nightly.service");
        await File.WriteAllTextAsync(foreign, "[Service]\nExecStart=/bin/true\n", TestContext.Current.CancellationToken);
        var install = await stage.RunAsync("timer", "install", "nightly", "--on", "@daily", "--unit-dir", units, "--", "apply", stage.Write("web.sls", Web));
        Assert.Equal((Exits.Failed, $"error: '{foreign}' was not written by Brine, and is left alone\n       take another name, or move the file away\n"), (install.Code, install.Error));
        var remove = await stage.RunAsync("timer", "remove", "nightly", "--unit-dir", units);
        Assert.Equal((Exits.Failed, $"error: '{foreign}' was not written by Brine, and is left alone\n"), (remove.Code, remove.Error));
        Assert.Equal($"No timers of Brine's in {units}.\n", (await stage.RunAsync("timer", "show", "--unit-dir", units)).Out);
        Assert.Equal([foreign], Directory.GetFileSystemEntries(units));
        Assert.Equal("[Service]\nExecStart=/bin/true\n", await File.ReadAllTextAsync(foreign, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Systemd_is_told_where_it_runs()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Environment["XDG_CONFIG_HOME"] = stage.Folder;
        var systemd = new FakeSystemd();
        stage.Systemd = systemd;
        string[] install = ["timer", "install", "nightly", "--user", "--on", "Mon..Fri 06:00", "--", "apply", stage.Write("web.sls", Web)];
        var end = await stage.RunAsync(install);
        Assert.Equal(Exits.Done, end.Code);
        Assert.EndsWith("it is on; next run 2026-01-16 05:00 (UTC)\n", end.Out, StringComparison.Ordinal);
        await stage.RunAsync(install);
        await stage.RunAsync("timer", "remove", "nightly", "--user");
        Assert.Equal(
            [
                "systemctl --user daemon-reload", "systemctl --user enable --now brine-nightly.timer",
                "systemctl --user daemon-reload", "systemctl --user enable --now brine-nightly.timer", "systemctl --user restart brine-nightly.timer",
                "systemctl --user disable --now brine-nightly.timer", "systemctl --user daemon-reload",
            ], systemd.Told.Where(t => t.StartsWith("systemctl", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFiles(Path.Combine(stage.Folder, "systemd", "user")));
    }

    [Fact]
    public async Task What_systemd_refuses_is_a_failure_with_its_words()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Environment["XDG_CONFIG_HOME"] = stage.Folder;
        stage.Systemd = new FakeSystemd { Refuses = "enable" };
        var end = await stage.RunAsync("timer", "install", "nightly", "--user", "--on", "@daily", "--", "apply", stage.Write("web.sls", Web));
        Assert.Equal((Exits.Failed, "error: 'systemctl --user enable --now brine-nightly.timer' failed: Failed: no\n       the units are written; 'brine timer show' shows them\n"), (end.Code, end.Error));
        stage.Systemd = new FakeSystemd { Refuses = "calendar" };
        Assert.Contains("systemd does not understand 'Someday': Failed: no",
            (await stage.RunAsync("timer", "install", "nightly", "--user", "--on", "Someday", "--", "apply", stage.Write("web.sls", Web))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_become_absolute_and_the_server_goes_along()
    {
        await using var stage = await Stage.OpenAsync();
        Directory.CreateDirectory(Path.Combine(stage.Folder, "home", ".config", "incus"));
        stage.Write("home/.config/incus/config.yml", "{}");
        stage.Environment.Remove("INCUS_CONF");
        stage.Environment["HOME"] = Path.Combine(stage.Folder, "home");
        stage.Environment["INCUS_REMOTE"] = "prod";
        var web = stage.Write("web.sls", Web);
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), web);
        var units = await stage.RunAsync("timer", "install", "a", "--on", "@daily", "--dry-run", "--",
            "apply", relative, "web.snapshots", "--state-root=base=" + Path.GetDirectoryName(relative), "--salt-config", relative);
        Assert.Equal(Exits.Done, units.Code);
        Assert.Contains($"ExecStart=/usr/bin/brine apply {web} web.snapshots --state-root=base={stage.Folder} --salt-config {web}\n", units.Out, StringComparison.Ordinal);
        Assert.Contains($"Environment=INCUS_CONF={stage.Folder}/home/.config/incus\n", units.Out, StringComparison.Ordinal);
        Assert.Contains("Environment=INCUS_REMOTE=prod\n", units.Out, StringComparison.Ordinal);
        Assert.Contains($"Environment=INCUS_SOCKET={stage.Server.SocketPath}\n", units.Out, StringComparison.Ordinal);
        // The file and the socket lie below /tmp.
        Assert.DoesNotContain("PrivateTmp", units.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a timer does not run 'list'", "list")]
    [InlineData("would not run: there is no option '--colour'", "apply", "--colour")]
    [InlineData("'brine prune' deletes nothing without --yes", "prune", "--daily", "7")]
    [InlineData("'brine doctor --fix' asks before it repairs", "doctor", "--fix")]
    [InlineData("there is no file 'nowhere.sls'", "apply", "nowhere.sls")]
    [InlineData("would stand in the unit, which everybody may read", "apply", "web", "--pillar", "{\"password\": \"x\"}")]
    [InlineData("is a saved plan, which does once what was right", "apply", "PLAN")]
    public async Task What_cannot_run_by_itself_is_refused(string message, params string[] command)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.RunAsync("plan", stage.Write("web.sls", Web), "-o", Path.Combine(stage.Folder, "plan.json"), "--quiet");
        var end = await stage.RunAsync(["timer", "install", "a", "--on", "@daily", "--unit-dir", stage.Folder,
            "--", .. command.Select(w => w == "PLAN" ? Path.Combine(stage.Folder, "plan.json") : w)]);
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(stage.Folder, "*.timer"));
    }

    [Theory]
    [InlineData("'A b' is no name for a timer", "A b", "@daily")]
    [InlineData("--on: '@reboot' is no time of the clock", "a", "@reboot")]
    [InlineData("--on: '0 0 */2 * 1' has a step of days beside a weekday", "a", "0 0 */2 * 1")]
    [InlineData("--nice takes a number", "a", "@daily", "--nice", "20")]
    [InlineData("'soon' is no time for --random-delay", "a", "@daily", "--random-delay", "soon")]
    public async Task What_is_wrong_is_named(string message, string name, string on, params string[] more)
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync(["timer", "install", name, "--on", on, "--dry-run", .. more, "--", "apply", stage.Write("web.sls", Web)]);
        Assert.Equal(Exits.BadInput, end.Code);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
    }
}
