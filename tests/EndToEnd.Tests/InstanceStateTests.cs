using Brine.EndToEnd.Tests.Bench;
using static Brine.EndToEnd.Tests.SnapshotStateTests;

namespace Brine.EndToEnd.Tests;

/// <summary>Every branch of the four instance states through <c>brine state</c>.</summary>
[Trait("Server", "real")]
public sealed class InstanceStateTests
{
    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task An_instance_is_created_changed_started_stopped_and_deleted(string pool)
    {
        await using var project = await Project.On(pool);
        string[] declared = ["name=c1", "source={type: image, alias: bb}", "config={limits.processes: 200, user.note: yes}"];

        Says(await project.State("instance_present", declared), true, "Instance c1 created", """{"instance":{"old":null,"new":"c1"}}""");
        Says(await project.State("instance_present", declared), true, "Instance c1 already in desired state", "{}");
        Says(await project.State("instance_present", "name=c1", "config={limits.processes: 300}"), true, "Instance c1 updated",
            """{"config":{"limits.processes":{"old":"200","new":"300"}}}""");
        Assert.Equal("true", (string)(await project.Query("/1.0/instances/c1"))["config"]!["user.note"]!);
        Says(await project.State("instance_present", "name=c1", "config={user.note: ''}"), true, "Instance c1 updated", """{"config":{"user.note":{"old":"true","new":""}}}""");
        Assert.Null((await project.Query("/1.0/instances/c1"))["config"]!["user.note"]);

        Says(await project.State("instance_running", "name=c1", "--test"), null, "Instance c1 would be started", """{"state":{"old":"Stopped","new":"Running"}}""");
        Says(await project.State("instance_running", "name=c1", "wait_is_ready=true"), true, "Instance c1 started and ready", """{"state":{"old":"Stopped","new":"Running"}}""");
        Says(await project.State("instance_running", "name=c1"), true, "Instance c1 is already running", "{}");
        await project.Incus("pause", "c1");
        Says(await project.State("instance_running", "name=c1"), true, "Instance c1 started", """{"state":{"old":"Frozen","new":"Running"}}""");

        var refused = await project.State("instance_absent", "name=c1");
        Assert.Contains("it is Running; stop it, or declare force: true", (string)refused["comment"]!, StringComparison.Ordinal);
        Says(await project.State("instance_stopped", "name=c1"), true, "Instance c1 stopped", """{"state":{"old":"Running","new":"Stopped"}}""");
        Says(await project.State("instance_stopped", "name=c1"), true, "Instance c1 is already stopped", "{}");
        Says(await project.State("instance_absent", "name=c1", "--test"), null, "Instance c1 would be deleted", """{"instance":{"old":"c1","new":null}}""");
        await project.Start("c1");
        Says(await project.State("instance_absent", "name=c1", "force=true"), true, "Instance c1 deleted", """{"instance":{"old":"c1","new":null}}""");
        Says(await project.State("instance_absent", "name=c1"), true, "Instance c1 already absent", "{}");
    }

    [Fact]
    public async Task A_missing_instance_is_neither_run_nor_stopped_nor_made_from_nothing()
    {
        await using var project = await Project.On("dirp");

        Says(await project.State("instance_running", "name=nope"), false, "Instance nope does not exist", "{}");
        Says(await project.State("instance_stopped", "name=nope"), false, "Instance nope does not exist", "{}");
        Assert.Contains("no source is declared", (string)(await project.State("instance_present", "name=nope"))["comment"]!, StringComparison.Ordinal);
        var failed = await project.State("instance_present", "name=nope", "source={type: image, alias: there-is-none}");
        Assert.StartsWith("Failed to create instance nope: ", (string)failed["comment"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profiles_devices_and_ephemeral_are_compared_and_corrected()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        await project.Incus("profile", "create", "extra");

        Says(await project.State("instance_present", "name=c1", "profiles=[default, extra]"), true, "Instance c1 updated",
            """{"profiles":{"old":["default"],"new":["default","extra"]}}""");
        Says(await project.State("instance_present", "name=c1", "profiles=[extra, default]"), true, "Instance c1 already in desired state", "{}");
        Says(await project.State("instance_present", "name=c1", "devices={null0: {type: unix-char, path: /dev/null0, source: /dev/null}}"), true, "Instance c1 updated",
            """{"devices":{"null0":{"old":null,"new":{"path":"/dev/null0","source":"/dev/null","type":"unix-char"}}}}""");
        Says(await project.State("instance_present", "name=c1", "devices={null0: {mode: '0600'}}"), true, "Instance c1 updated",
            """{"devices":{"null0":{"mode":{"old":null,"new":"0600"}}}}""");
        Assert.Equal("/dev/null", (string)(await project.Query("/1.0/instances/c1"))["devices"]!["null0"]!["source"]!);
        Says(await project.State("instance_present", "name=c1", "ephemeral=true"), true, "Instance c1 updated", """{"ephemeral":{"old":false,"new":true}}""");
        Assert.True((bool)(await project.Query("/1.0/instances/c1"))["ephemeral"]!);
        Says(await project.State("instance_present", "name=c1", "ephemeral=false"), true, "Instance c1 updated", """{"ephemeral":{"old":true,"new":false}}""");
    }

    [Fact]
    public async Task A_clone_of_a_snapshot_is_an_instance_without_its_ledger()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");
        await project.State("instance_snapshot_present", "instance=c1", "name=a");
        await project.State("instance_snapshot_restored", "instance=c1", "name=a");

        Says(await project.State("instance_present", "name=c2", "source={type: copy, source: c1/a}"), true, "Instance c2 created", """{"instance":{"old":null,"new":"c2"}}""");
        Says(await project.State("instance_present", "name=c3", "source={type: copy, source: c1}"), true, "Instance c3 created", """{"instance":{"old":null,"new":"c3"}}""");
        var restored = await project.State("instance_snapshot_restored", "instance=c3", "name=a", "--test");
        Assert.Equal("Instance c3 would be restored to snapshot a", (string)restored["comment"]!);
    }

    [Fact]
    public async Task The_description_of_an_instance_survives_an_update()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        await RealIncus.Incus("query", "-X", "PATCH", "/1.0/instances/c1?project=" + project.Name, "-d", """{"description":"mine"}""");

        await project.State("instance_present", "name=c1", "config={user.a: 1}");

        Assert.Equal("mine", (string)(await project.Query("/1.0/instances/c1"))["description"]!);
    }

    [Fact]
    public async Task The_seeds_snapshot_pattern_is_sent_in_incus_own_language()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");

        var ran = (await project.Brine("apply", project.Write("p.sls", """
            c1:
              incus.instance_present:
                - config:
                    snapshots.schedule: "@daily"
                    snapshots.expiry: "7d"
                    snapshots.pattern: "auto-%Y%m%d"
            """))).Ends(0);

        Assert.Contains("Incus has no strftime", ran.Out, StringComparison.Ordinal);
        Assert.Equal("auto-{{ creation_date|date:\"20060102\" }}", (string)(await project.Query("/1.0/instances/c1"))["config"]!["snapshots.pattern"]!);
        (await project.Brine("plan", Path.Combine(project.Folder, "p.sls"))).Ends(0);
    }
}
