using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The doctor's checks of instances, projects and settings: found, healed by what was printed, gone.</summary>
[Trait("Server", "real")]
public sealed class DoctorInstanceTests
{
    [Fact]
    public async Task An_instance_that_is_not_there()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        var found = await clinic.FoundAndLookedAt("instance-missing", "c1", "no instance of that name", "c1");
        Assert.Contains("list --all-projects", found, StringComparison.Ordinal);
        await clinic.FoundAndLookedAt("instance-missing", "c*", "none that it matches", "c*");
        await project.Container("c1");
        await clinic.Gone("instance-missing", "c1", "c1");
        await clinic.Gone("instance-missing", "c*", "c*");
    }

    [Fact]
    public async Task A_frozen_instance_that_nobody_knows_of_is_thawed_only_by_name()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("c1", isRunning: true);
        await project.Container("c2");
        await project.Incus("pause", "c1");
        await clinic.FoundHealedAndGone("instance-frozen", "c1", "Brine's journal does not say by whom");
        await project.Incus("pause", "c1");
        foreach (var arguments in (string[][])[["--fix"], ["--fix", "--yes"], ["--fix", "c1"], ["--fix", "--yes", "c2"]])
            await clinic.Brine(["doctor", .. arguments]);
        Assert.Equal("Frozen", await project.Status("c1"));
        await clinic.FoundFixedAndGone("instance-frozen", "c1", "frozen", "c1", "--yes");
        Assert.Equal("Running", await project.Status("c1"));
    }

    [Fact]
    public async Task A_container_that_is_set_up_for_CRIU_where_there_is_none()
    {
        Assert.SkipWhen(new[] { "/usr/sbin/criu", "/usr/bin/criu" }.Any(File.Exists), "CRIU is installed");
        await using var project = await Project.On("btr");
        await project.Container("c1", config: "migration.stateful=true");
        await new Clinic(project).FoundHealedAndGone("stateful-prerequisites", "c1", "CRIU is not installed");
    }

    [Fact]
    public async Task Schedules_that_do_nothing_or_never_end()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("c1", config: "snapshots.schedule=0 5 * * *");
        await clinic.FoundHealedAndGone("schedule-grows", "c1", "no snapshots.expiry", null, "c1");
        await project.Incus("config", "set", "c1", "snapshots.expiry=6H");
        await clinic.FoundHealedAndGone("schedule-conflict", "c1", "for 18h of each 1d there is none", null, "c1");
        await clinic.FoundHealedAndGone("schedule-stopped", "c1", "takes no snapshot of it", null, "c1");
        await clinic.Gone("schedule-missed", "c1"); // it is too new for that
        await project.Incus("config", "set", "c1", "snapshots.expiry=9w");
        await RealIncus.Incus("admin", "sql", "global", "UPDATE instances SET creation_date='2026-01-01 00:00:00' WHERE name='c1' "
            + $"AND project_id=(SELECT id FROM projects WHERE name='{project.Name}')");
        var missed = await clinic.FoundHealedAndGone("schedule-missed", "c1", "its schedule '0 5 * * *' was due at");
        Assert.Equal("warning", (string?)missed["severity"]);
    }

    [Fact]
    public async Task Patterns_on_instances_and_profiles()
    {
        await using var project = await Project.On("btr");
        await using var other = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("c1");
        // Without a schedule, for other tests have theirs; DoctorScheduleTests has one that runs.
        await project.Incus("config", "set", "c1", "snapshots.pattern={{ creation_date");
        await clinic.FoundHealedAndGone("pattern-poisonous", "c1", "has a bracket that is not closed");
        await project.Incus("config", "set", "c1", "snapshots.pattern=x-{{ hostname }}");
        await clinic.FoundHealedAndGone("pattern-names", "c1", "names 'hostname'");

        // It stops the schedules of all projects, and so it is seen from all.
        await other.Incus("profile", "create", other.Name + "-p");
        foreach (var isByHand in (bool[])[true, false])
        {
            await other.Incus("profile", "set", other.Name + "-p", "snapshots.pattern=auto-%Y%m%d");
            // Repairs stay in the project that was asked for.
            var ran = await clinic.Brine("doctor", "--fix");
            Assert.Contains($"--project {other.Name} --fix", ran.Err, StringComparison.Ordinal);
            if (isByHand)
                await clinic.FoundHealedAndGone("pattern-poisonous", other.Name + "-p", "the first run makes 'auto-%Y%m0'");
            else
                await new Clinic(other).FoundFixedAndGone("pattern-poisonous", other.Name + "-p", "no schedule uses it yet");
            Assert.Equal("auto-{{ creation_date|date:\"20060102\" }}", (await other.Incus("profile", "get", other.Name + "-p", "snapshots.pattern")).Trim());
        }
    }

    [Fact]
    public async Task A_volume_that_no_snapshot_covers()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Container("c1");
        await project.Incus("storage", "volume", "create", "btr", "data");
        await project.Incus("storage", "volume", "attach", "btr", "data", "c1", "data", "/data");
        await clinic.Gone("volume-uncovered", "btr/data"); // nobody snapshots the instance either
        await project.Incus("snapshot", "create", "c1", "a");
        await clinic.FoundHealedAndGone("volume-uncovered", "btr/data", "attached to c1");
    }

    [Fact]
    public async Task What_a_project_forbids()
    {
        await using var project = await Project.On("btr");
        var clinic = new Clinic(project);
        await project.Incus("profile", "device", "set", "default", "root", "size=200MiB");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a");
        await RealIncus.Incus("project", "set", project.Name, "limits.disk=1GiB");
        await clinic.FoundHealedAndGone("project-limits", project.Name, "limits.disk=1GiB does not count its 1 snapshot");

        await RealIncus.Incus("project", "set", project.Name, "restricted=true");
        await clinic.FoundHealedAndGone("project-restricted", project.Name, "restricted.snapshots is not set");
        await project.Incus("snapshot", "create", "c1", "b");
        await RealIncus.Incus("project", "set", project.Name, "restricted.snapshots=block");
        await project.Incus("config", "set", "c1", "snapshots.schedule=@daily");
        var found = await clinic.FoundHealedAndGone("project-restricted", project.Name, "the schedule of c1 does nothing");
        Assert.Equal("error", (string?)found["severity"]);
    }

    [Fact]
    public async Task What_cannot_be_seen_is_said()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a");
        // The same server, but as from another machine: nothing lies beside the socket.
        var socket = Path.Combine(project.Folder, "s");
        File.CreateSymbolicLink(socket, RealIncus.Socket);
        var clinic = new Clinic(project);
        var found = await clinic.Found("not-checked", "", "--socket", socket);
        Assert.Contains("snapshot-phantom", (string)found["message"]!, StringComparison.Ordinal);
        await clinic.Gone("snapshot-phantom", "c1/a");
    }
}
