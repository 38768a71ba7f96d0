using Brine.Planner.Desired;
using Brine.Planner.Schedule;
using Brine.Salt.Source;

namespace Brine.Planner.Tests.Desired;

public sealed class CompilerTests
{
    /// <summary>One mistake, one message, where it is, and what to do.</summary>
    [Theory]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n    - stateful_: true", 5, "incus.unknown-parameter",
        "unknown parameter 'stateful_' of incus.instance_snapshot_present", "did you mean 'stateful'?")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n    - colour: red", 5, "incus.unknown-parameter",
        "unknown parameter 'colour'", "it takes: instance, stateful")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - name: s", 2, "incus.missing-parameter", "has no 'instance'", "say which: instance: …")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: ..", 4, "incus.snapshot-name",
        "'..' is not a snapshot name that Brine will send", "use 1 to 64 letters")]
    [InlineData("a b:\n  incus.instance_snapshot_absent:\n    - instance: c1", 2, "incus.snapshot-name", "'a b'", "use 1 to 64 letters")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: 'c/1'\n    - name: s", 3, "incus.wrong-value", "is 'c/1'", "expected an instance name")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n    - stateful: maybe", 5, "incus.wrong-value",
        "'stateful' of incus.instance_snapshot_present 'a' is the text 'maybe'", "expected true or false")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n    - expires: soon", 5, "incus.wrong-value", "is 'soon'", "expected 'never'")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n    - expires: 7d\n    - expires_at: 7d", 6,
        "incus.parameter-twice", "two names of one parameter", "keep one")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: c1\n    - name: s\n    - on_drift: panic", 5, "incus.wrong-value", "'panic'",
        "expected 'fix' or 'recreate' or 'ignore'")]
    [InlineData("a:\n  incus.instance_snapshot_restored:\n    - instance: c1\n    - name: s\n    - stateful: true\n    - disk_only: true", 6,
        "incus.contradiction", "stateful and disk_only together", "keep one")]
    [InlineData("a:\n  incus.instance_snapshot_presnt:\n    - instance: c1", 2, "incus.unknown-function", "there is no state incus.instance_snapshot_presnt",
        "did you mean incus.instance_snapshot_present?")]
    [InlineData("a:\n  pkg.installed: []", 2, "incus.foreign-state", "pkg.installed is not a state of Brine", "--skip-foreign")]
    [InlineData("c1:\n  incus.instance_present:\n    - config:\n        snapshots.schedule: '@reboot'", 3, "incus.wrong-value", "'@reboot' is not one of", "a schedule")]
    [InlineData("c1:\n  incus.instance_present:\n    - config:\n        snapshots.expiry: 7days", 3, "incus.wrong-value", "'7days'", "Incus units")]
    [InlineData("c1:\n  incus.instance_present:\n    - config:\n        snapshots.pattern: w-%V", 3, "incus.wrong-value", "no equal of the strftime directive '%V'", "creation_date")]
    [InlineData("c1:\n  incus.instance_present:\n    - config:\n        volatile.uuid: x", 3, "incus.wrong-value", "volatile", "not Incus's own")]
    [InlineData("c1:\n  incus.instance_present:\n    - config:\n        user.x: [1]", 3, "incus.wrong-value", "is a list", "a single value")]
    [InlineData("c1:\n  incus.instance_present:\n    - source: {type: image}", 3, "incus.wrong-value", "without an image", "'alias' or 'fingerprint'")]
    [InlineData("c1:\n  incus.instance_present:\n    - source: {type: copy, source: 'a/../b'}", 3, "incus.wrong-value", "'a/../b'", "INSTANCE/SNAPSHOT")]
    [InlineData("c1:\n  incus.instance_present:\n    - source: {type: tape}", 3, "incus.wrong-value", "'tape'", "'image', 'copy' or 'none'")]
    [InlineData("c1:\n  incus.instance_present:\n    - instance_type: jail", 3, "incus.wrong-value", "'jail'", "'container' or 'virtual-machine'")]
    [InlineData("c1:\n  incus.instance_running:\n    - ready_timeout: soon", 3, "incus.wrong-value", "'soon'", "seconds from 1 to 86400")]
    [InlineData("a:\n  incus.instance_snapshot_present:\n    - instance: r:c1\n    - remote: other\n    - name: s", 3, "incus.wrong-value", "'r:c1'", "'remote' says 'other'")]
    [InlineData("incus:\n  instance_snapshots:\n    a:\n      instance: c1\n      ensure: Present", 5, "incus.wrong-value", "'Present'", "expected 'present', 'absent' or 'restored'")]
    [InlineData("incus:\n  instance_snapshots:\n    a:\n      instance: c1\n      keep: 7", 5, "incus.half-policy", "'keep'", "add managed: true")]
    [InlineData("incus:\n  instance_snapshots:\n    a:\n      instance: c1\n      managed: true\n      keep: 7", 6, "incus.half-policy", "keep, but no pattern", "give both")]
    [InlineData("incus:\n  instance_snapshots:\n    a:\n      instance: c1\n      managed: true\n      pattern: 'a*'", 6, "incus.half-policy", "a pattern, but no keep", "give both")]
    [InlineData("incus:\n  instance_snapshots:\n    a:\n      instance: c1\n      ensure: absent\n      managed: true", 5, "incus.contradiction", "'absent' as well", "take managed")]
    [InlineData("incus:\n  snapshot_rotation:\n    a:\n      instance: c1\n      pattern: 'a*'\n      keep: '7'", 6, "incus.wrong-value", "'keep'", "without quotes")]
    [InlineData("incus:\n  snapshot_rotation:\n    a:\n      instance: c1\n      pattern: 'a*'\n      keep: 0", 6, "incus.wrong-value", "'keep'", "at least 1")]
    [InlineData("incus:\n  snapshot_rotation:\n    a:\n      instance: c1\n      pattern: 'a*'", 3, "incus.missing-parameter", "has no 'keep'", "keep: 7")]
    [InlineData("incus:\n  snapshot_rotation:\n    a:\n      instance: c1\n      keep: 7", 3, "incus.missing-parameter", "has no 'pattern'", "pattern: …")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: web\n    - pattern: 'a*'", 2, "incus.empty-policy", "does not say what to keep", "last, hourly")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - pattern: 'a*'\n    - daily: 7", 2, "incus.missing-parameter", "has no 'instances'", "['web-*', db]")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: web\n    - pattern: 'a*'\n    - daly: 7\n    - last: 1", 5, "incus.unknown-parameter", "'daly'", "'daily'")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: web\n    - pattern: 'a*'\n    - daily: 7\n    - timezone: Mars/Phobos", 6, "incus.wrong-value", "'Mars/Phobos'", "IANA")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: web\n    - pattern: 'a*'\n    - daily: 7\n    - within: 2 days", 6, "incus.wrong-value", "'2 days'", "Incus units")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: web\n    - pattern: 'a*'\n    - daily: 7\n    - min: 0", 6, "incus.wrong-value", "'min'", "at least 1")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: [{except: db}]\n    - pattern: 'a*'\n    - daily: 7", 3, "incus.wrong-value", "nothing but exceptions", "a glob")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: [{nam: db}]\n    - pattern: 'a*'\n    - daily: 7", 3, "incus.wrong-value", "a mapping", "name: …")]
    [InlineData("r:\n  incus.instance_snapshots_retained:\n    - instances: 'a b'\n    - pattern: 'a*'\n    - daily: 7", 3, "incus.wrong-value", "'a b'", "or a glob")]
    [InlineData("m:\n  incus.instance_snapshots_managed:\n    - instance: c1\n    - snapshots_config: {}", 4, "incus.wrong-value", "'snapshots_config'", "a mapping")]
    [InlineData("m:\n  incus.instance_snapshots_managed:\n    - instance: c1\n    - snapshots_config:\n        day:\n          pattern: 'a*'\n          keep: 7", 5, "incus.missing-parameter", "missing 'name' field", "name: …")]
    [InlineData("incus:\n  instance_snapshots:\n    a:\n", 3, "pillar.unknown-shape", "is empty", "expected a mapping")]
    [InlineData("incus:\n  instances:\n    c1:\n      starte: true", 4, "pillar.unknown-key", "'starte'", "did you mean 'started'?")]
    [InlineData("incus:\n  instances: {}\n  instance_snaphots: {}", 3, "pillar.unknown-section", "incus.instance_snaphots", "did you mean 'instance_snapshots'?")]
    [InlineData("incus:\n  instances: {}\nincus_more:\n  x: 1", 3, "pillar.unread-key", "'incus_more' is read by nobody", "under the one key 'incus'")]
    [InlineData("incus:\n  instances: {}\n  connection: unix", 3, "pillar.connection", "incus.connection is not a mapping", "type: unix|https")]
    [InlineData("incus:\n  instances: {}\n  connection:\n    cert_storage: {type: sdb}", 4, "pillar.connection", "'sdb'", "local_files")]
    [InlineData("incus:\n  instances: {}\n  connection: {type: pigeon}", 3, "pillar.connection", "'pigeon'", "unix or https")]
    [InlineData("incus:\n  instances: {}\n  connection: {type: https}", 3, "pillar.connection", "no url", "https://host:8443")]
    public void A_mistake_is_named_where_it_is_with_its_remedy(string text, int line, string code, string message, string remedy)
    {
        var diagnostic = Assert.Single(Compiled.Of(text).Diagnostics);

        Assert.Equal(code, diagnostic.Code);
        Assert.Equal(Severity.Error, diagnostic.Severity);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, diagnostic.Remedy, StringComparison.Ordinal);
        Assert.Equal("f.sls", diagnostic.Span!.Value.File);
        Assert.Equal(line, diagnostic.Span.Value.Line);
    }

    [Theory]
    [InlineData("present", "absent", "the snapshot cannot be absent and needed")]
    [InlineData("absent", "restored", "the snapshot cannot be absent and needed")]
    public void Contradictions_name_both_places(string first, string second, string why)
    {
        var text = $"a:\n  incus.instance_snapshot_{first}:\n    - instance: c1\n    - name: s\nb:\n  incus.instance_snapshot_{second}:\n    - instance: local:c1\n    - name: s\n";

        var diagnostic = Assert.Single(Compiled.Of(text).Diagnostics);

        Assert.Equal("incus.contradiction", diagnostic.Code);
        Assert.Contains(why, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(6, diagnostic.Span!.Value.Line);
        Assert.Contains("f.sls:2:", diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_collected() =>
        Assert.Equal(3, Compiled.Of("a:\n  incus.instance_snapshot_present:\n    - name: ..\n    - x: 1\n").Diagnostics.Length);

    [Fact]
    public void Foreign_states_are_left_out_on_request_and_told()
    {
        var compiled = Compiled.Of("a:\n  pkg.installed: []\nc1:\n  incus.instance_running: []\n", skipForeign: true);

        Assert.Single(compiled.Desired.Entries);
        Assert.Equal(Severity.Warning, Assert.Single(compiled.Diagnostics).Severity);
    }

    [Fact]
    public void The_same_instance_id_in_two_pillar_files_is_an_error()
    {
        const string Pillar = "incus:\n  instance_snapshots:\n    a:\n      instance: c1\n      name: s\n";

        var diagnostic = Assert.Single(Compiled.Of(Pillar, false, Pillar).Diagnostics);

        Assert.Equal("pillar.duplicate-entry", diagnostic.Code);
        Assert.Equal("f1.sls", diagnostic.Span!.Value.File);
    }

    [Fact]
    public void A_pillar_becomes_declarations_instances_first()
    {
        var compiled = Compiled.Of("""
            incus:
              connection: {type: unix, socket: /x/unix.socket}
              instance_snapshots:
                web-daily:
                  instance: web-server
                  name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}
                  description: Daily automated snapshot
                gone: {instance: web-server, ensure: absent, stateful: false, description: kept text}
                back: {instance: web-server, name: baseline, ensure: restored, trigger: t1}
              instances:
                web-server:
                  started: true
                  config: {limits.cpu: 2, boot.autostart: yes, user.empty: ~, snapshots.pattern: "auto-%Y%m%d"}
            """);

        Assert.Empty(compiled.Diagnostics);
        Assert.Equal("/x/unix.socket", compiled.Connection?.Socket);
        Assert.Equal(["InstancePresent", "InstanceRunning", "SnapshotPresent", "SnapshotAbsent", "SnapshotRestored"],
            compiled.Desired.Entries.Select(e => e.GetType().Name));
        var instance = Assert.IsType<InstancePresent>(compiled.Desired.Entries[0]);
        Assert.Equal("2", instance.Config["limits.cpu"]);
        Assert.Equal("true", instance.Config["boot.autostart"]);
        Assert.Equal("", instance.Config["user.empty"]);
        Assert.Equal("auto-{{ creation_date|date:\"20060102\" }}", instance.Config["snapshots.pattern"]);
        Assert.Contains("Incus has no strftime", Assert.Single(instance.Notes), StringComparison.Ordinal);
        Assert.Equal("web-server/daily-20261123", compiled.Desired.Entries[2].Origin.ReturnName);
    }

    [Fact]
    public void Requisites_become_dependencies_on_entries()
    {
        var compiled = Compiled.Of("""
            c1:
              incus.instance_running:
                - require:
                  - incus: made
            made:
              incus.instance_present:
                - name: c1
            """);

        var running = compiled.Desired.Entries.ToList().FindIndex(e => e is InstanceRunning);
        var dependency = Assert.Single(compiled.Desired.Entries[running].Dependencies);
        Assert.IsType<InstancePresent>(compiled.Desired.Entries[dependency.On]);
    }

    [Fact]
    public void A_remote_in_the_name_and_beside_it_mean_the_same()
    {
        var compiled = Compiled.Of("a:\n  incus.instance_snapshot_present:\n    - instance: far:c1\n    - name: s\n    - project: lab\n    - expires: 7d\n");

        var entry = Assert.IsType<SnapshotPresent>(Assert.Single(compiled.Desired.Entries));
        Assert.Equal(new Names.InstanceAddress("far", "lab", "c1"), entry.Instance);
        Assert.Equal("far:c1/s", entry.Origin.ReturnName);
        Assert.IsType<Expiry.After>(entry.Expires);
    }
}
