using System.Collections.Frozen;
using System.Collections.Immutable;
using Brine.Cli.Runs;
using Brine.Converge.Doctor;
using Brine.Converge.Read;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Salt;
using Brine.Salt.Calls;
using Brine.Salt.Yaml;

namespace Brine.Cli.Worker;

/// <summary>
/// The functions of the public formula's execution module, by the names, arguments and answers that it has. What
/// changes something goes through the same engine as states, so that it is as careful.
/// </summary>
internal sealed class ModuleCalls(WorkerEngine engine)
{
    private delegate Task<CallResult> Function(WorkerServers.Link link, CallArguments arguments);

    private FrozenDictionary<string, Function>? _table;

    private FrozenDictionary<string, Function> Table => _table ??= new Dictionary<string, Function>
    {
        ["instance_snapshot_create"] = CreateAsync,
        ["instance_snapshot_rename"] = RenameAsync,
        ["instance_snapshot_restore"] = RestoreAsync,
        ["instance_snapshot_delete"] = DeleteAsync,
        ["instance_snapshot_update"] = UpdateAsync,
        ["instance_snapshot_publish"] = (link, a) => new Publishing(engine).RunAsync(link, a),
        ["instance_create"] = CreateInstanceAsync,
        ["instance_update"] = UpdateInstanceAsync,
        ["instance_delete"] = DeleteInstanceAsync,
        ["instance_start"] = (link, a) => PowerAsync(link, a, "started", "instance_running"),
        ["instance_stop"] = (link, a) => PowerAsync(link, a, "stopped", "instance_stopped"),
        ["instance_restart"] = (link, a) => PowerAsync(link, a, "restarted", "instance_stopped", "instance_running"),
        ["instance_wait_ready"] = WaitAsync,
        ["doctor"] = ExamineAsync,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public async Task<CallResult> RunAsync(WorkerServers.Link link, string function, YamlMap arguments)
    {
        var given = new CallArguments(arguments);
        try
        {
            return IncusRead.All.FirstOrDefault(r => r.Name == function) is { } read ? Read(link, read, given)
                : Table.TryGetValue(function, out var known) ? await known(link, given)
                : new CallResult($"there is no function incus.{function}");
        }
        catch (Exception e) when (e is WorkerRefusal or UsageException or IncusException or RemoteException or SaltHostException
            or ArgumentException)
        {
            return new CallResult(e is RemoteException remote ? Wording.Of(remote) : e is UsageException usage ? Wording.Of(usage) : e.Message);
        }
    }

    private CallResult Read(WorkerServers.Link link, IncusRead read, CallArguments a)
    {
        var path = read.PathOf(name => a.Text(name));
        var there = link.Defaults.For(a.Text("remote"), a.Text("project"));
        var facts = new IncusFacts(_ => (link.Servers.For(there.Remote), there.Project));
        var found = facts.Get(null, path, read.IsList ? a.Number("recursion") ?? 0 : 0, engine.World.Interrupts.Stop);
        return found is null ? new CallResult($"not found: /1.0/{path}") : new CallResult(Data: (read.Answer, found));
    }

    private Task<CallResult> CreateAsync(WorkerServers.Link link, CallArguments a)
    {
        var (instance, name) = (a.Required("instance"), a.Required("snapshot_name"));
        var given = a.Without("snapshot_name");
        if (a.Text("description") is "")
            given = given.Without("description");
        return DoAsync(link, $"Snapshot {name} of instance {instance} created successfully",
            [State<SnapshotPresent>(link, "instance_snapshot_present", given.With("name", name)) with { MustBeNew = true }]);
    }

    private Task<CallResult> DeleteAsync(WorkerServers.Link link, CallArguments a)
    {
        var (instance, name) = (a.Required("instance"), a.Required("snapshot_name"));
        return DoAsync(link, $"Snapshot {name} of instance {instance} deleted successfully",
            [State<SnapshotAbsent>(link, "instance_snapshot_absent", a.Without("snapshot_name").With("name", name)) with { MustExist = true }]);
    }

    private Task<CallResult> RenameAsync(WorkerServers.Link link, CallArguments a)
    {
        var (name, wanted) = (a.Required("snapshot_name"), a.Required("new_name"));
        var given = a.Without("snapshot_name", "new_name");
        // Both names pass through the same reading as a state's.
        State<SnapshotAbsent>(link, "instance_snapshot_absent", given.With("name", wanted));
        var old = State<SnapshotAbsent>(link, "instance_snapshot_absent", given.With("name", name));
        return DoAsync(link, $"Snapshot {name} renamed to {wanted} successfully",
            [new SnapshotRenamed(old.Origin, old.Instance, old.Label, name, wanted)]);
    }

    private Task<CallResult> RestoreAsync(WorkerServers.Link link, CallArguments a)
    {
        var (instance, name) = (a.Required("instance"), a.Required("snapshot_name"));
        return DoAsync(link, $"Instance {instance} restored from snapshot {name} successfully",
            [State(link, "instance_snapshot_restored", a.Without("snapshot_name").With("name", name).With("again", true))]);
    }

    private Task<CallResult> UpdateAsync(WorkerServers.Link link, CallArguments a)
    {
        var (instance, name) = (a.Required("instance"), a.Required("snapshot_name"));
        return DoAsync(link, $"Snapshot {name} updated successfully",
            [State(link, "instance_snapshot_present", a.Without("snapshot_name").With("name", name))],
            plan => Refuse(plan.Steps.Any(s => s is CreateSnapshot), $"Snapshot {name} does not exist for instance {instance}"));
    }

    private Task<CallResult> CreateInstanceAsync(WorkerServers.Link link, CallArguments a)
    {
        var name = a.Required("name");
        var given = a.Find("source") is null ? a.With("source", new YamlMap([new YamlEntry(YamlScalar.Of("type"), YamlScalar.Of("none"))], default)) : a;
        return DoAsync(link, $"Instance {name} created successfully", [State(link, "instance_present", given)],
            plan => Refuse(!plan.HasRefusals && !plan.Steps.Any(s => s is CreateInstance), $"Instance {name} already exists"));
    }

    private Task<CallResult> UpdateInstanceAsync(WorkerServers.Link link, CallArguments a) =>
        DoAsync(link, $"Instance {a.Required("name")} updated successfully", [State(link, "instance_present", a)]);

    private Task<CallResult> DeleteInstanceAsync(WorkerServers.Link link, CallArguments a)
    {
        var name = a.Required("name");
        return DoAsync(link, $"Instance {name} deleted successfully", [State(link, "instance_absent", a)],
            plan => Refuse(!plan.HasRefusals && !plan.HasChanges, $"Instance {name} does not exist"));
    }

    private Task<CallResult> PowerAsync(WorkerServers.Link link, CallArguments a, string done, params string[] states)
    {
        var name = a.Required("name");
        if (a.Flag("stateful"))
            throw new WorkerRefusal("stateful: true is not supported here; use 'incus start' or 'incus stop' with --stateful");
        return DoAsync(link, $"Instance {name} {done} successfully", [.. states.Select(state => State(link, state,
            state == "instance_stopped" ? a.Without("stateful", "timeout") : a.Without("stateful", "timeout", "force")))]);
    }

    private async Task<CallResult> WaitAsync(WorkerServers.Link link, CallArguments a)
    {
        var name = a.Required("name");
        var ready = State(link, "instance_running", a.Without("timeout", "interval").With("wait_is_ready", true)
            .With("ready_timeout", a.Find("timeout") ?? YamlScalar.Of(300L)));
        // To wait for something that is stopped would be to wait for nothing.
        return await DoAsync(link, $"Instance {name} is ready", [ready],
            plan => Refuse(plan.Steps.Any(s => s is SetPower), $"Instance {name} is not running"));
    }

    private async Task<CallResult> ExamineAsync(WorkerServers.Link link, CallArguments a)
    {
        var there = link.Defaults.For(a.Text("remote"), a.Text("project"));
        ImmutableArray<string> words = a.Find("instances") is YamlList list ? [.. list.Items.OfType<YamlScalar>().Select(i => i.Text)]
            : a.Text("instances") is { } one ? [one] : [];
        var commands = Reaching.Of(link.Connection.Given, link.Servers.For(there.Remote).Endpoint, a.Text("remote"));
        return new CallResult(Health: await engine.ExamineAsync(
            link, new DoctorQuery(there.Remote, a.Flag("all_projects") ? null : there.Project, words) { Commands = commands }));
    }

    private DesiredEntry State(WorkerServers.Link link, string function, CallArguments a) => State<DesiredEntry>(link, function, a);

    private T State<T>(WorkerServers.Link link, string function, CallArguments a) where T : DesiredEntry =>
        StateCalls.Read<T>(function, a, link.Defaults, engine.World.Time.GetUtcNow());

    private async Task<CallResult> DoAsync(
        WorkerServers.Link link, string message, ImmutableArray<DesiredEntry> entries, Action<Plan>? mayGoOn = null)
    {
        var (_, report) = await engine.RunAsync(link, entries, isTest: false, mayGoOn);
        return report!.Outcomes.FirstOrDefault(o => o.Result != true) is { } failed // not null: it was no test
            ? new CallResult(failed.Comment) : new CallResult(Message: message);
    }

    private static void Refuse(bool isSo, string why)
    {
        if (isSo)
            throw new WorkerRefusal(why);
    }
}
