using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>Containers and virtual machines.</summary>
public sealed class Instances
{
    private readonly Channel _channel;
    private readonly Changes _changes;
    private readonly Projects _projects;
    private readonly Func<CancellationToken, ValueTask<ServerInfo>> _server;

    internal Instances(
        Channel channel, Changes changes, Projects projects, Func<CancellationToken, ValueTask<ServerInfo>> server)
    {
        _projects = projects;
        _channel = channel;
        _changes = changes;
        _server = server;
    }

    /// <summary>With its snapshots, in one request.</summary>
    public Task<Instance> GetAsync(string project, string name, CancellationToken ct) =>
        ReadAsync(ApiPath.In(project, "instances", name) + "&recursion=1", name, ct);

    /// <summary>Null only if there is no such instance; a missing project or right is thrown.</summary>
    public async Task<Instance?> TryGetAsync(string project, string name, CancellationToken ct)
    {
        try
        {
            return await GetAsync(project, name, ct);
        }
        catch (IncusException e) when (e.Missing == MissingThing.Instance)
        {
            return null;
        }
    }

    /// <summary>Without snapshots.</summary>
    public Task<Instance> GetBasicAsync(string project, string name, CancellationToken ct) =>
        ReadAsync(ApiPath.In(project, "instances", name), name, ct);

    /// <summary>In the server's order. A project that is missing or forbidden is thrown, not "none".</summary>
    public async Task<ImmutableArray<string>> NamesAsync(string project, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "instances"), $"list the instances of project {project}",
            WireJson.Default.EnvelopeStrings, ct);
        if (answer.Metadata is not { Count: > 0 }) await _projects.ConfirmAsync(project, ct);
        return WireReading.NamesIn(answer.Metadata);
    }

    /// <summary>All of a project. Rows of an offline cluster member are there, with IsUnknown.</summary>
    public async Task<ImmutableArray<Instance>> ListAsync(string project, InstanceDetail detail, CancellationToken ct) =>
        (await ChooseAsync(project, detail, _ => true, i => i, ct)).Chosen;

    /// <summary>Of all of a project those whose name is wanted; no others are ever held. And how many there are in all.</summary>
    /// <param name="keep">What is to be held of one, asked as soon as it is read.</param>
    public async Task<(ImmutableArray<T> Chosen, int Count)> ChooseAsync<T>(
        string project, InstanceDetail detail, Func<string, bool> isWanted, Func<Instance, T> keep, CancellationToken ct)
        where T : class
    {
        string path = $"{ApiPath.In(project, "instances")}&recursion={(detail == InstanceDetail.Full ? 2 : 1)}";
        var (rows, count) = await _channel.ListAsync(
            path, $"list the instances of project {project}", WireJson.Default.WireInstance,
            row => isWanted(row.Name ?? "") ? keep(row.ToInstance()) : null, ct);
        if (count == 0) await _projects.ConfirmAsync(project, ct);
        return ([.. rows], count);
    }

    /// <summary>Of every project that this client may see, without snapshots. Rows of an offline member have IsUnknown.</summary>
    public async Task<ImmutableArray<Instance>> ListEverywhereAsync(CancellationToken ct)
    {
        var (rows, _) = await _channel.ListAsync(
            ApiPath.Of("instances") + "?recursion=1&all-projects=true", "list the instances of all projects",
            WireJson.Default.WireInstance, row => row.ToInstance(), ct);
        return [.. rows];
    }

    public async Task<InstanceState> GetStateAsync(string project, string name, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "instances", name, "state"), $"read the state of {name}",
            WireJson.Default.EnvelopeWireState, ct);
        var wire = answer.Metadata ?? new WireState();
        return new InstanceState
        {
            Status = wire.Status ?? "",
            StatusCode = wire.StatusCode,
            Processes = wire.Processes,
            Pid = wire.Pid,
        };
    }

    /// <summary>One of the logs that Incus keeps of an instance, such as <c>lxc.log</c>. Null: there is no such log.</summary>
    public async Task<string?> TryReadLogAsync(string project, string name, string log, CancellationToken ct)
    {
        try
        {
            return await _channel.ReadTextAsync(ApiPath.In(project, "instances", name, "logs", log), $"read {log} of {name}", ct);
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Whether something runs in it; for a VM that means that its agent answers.</summary>
    public async Task<bool> RunsAsync(string project, string name, CancellationToken ct) =>
        (await GetStateAsync(project, name, ct)).Processes > 0;

    public Task CreateAsync(string project, InstanceCreate create, CancellationToken ct) =>
        CreateAsync(project, create, null, ct);

    public async Task CreateAsync(
        string project, InstanceCreate create, Func<string, ValueTask>? onAccepted, CancellationToken ct)
    {
        string target = create.Target is { } member ? $"&target={Uri.EscapeDataString(member)}" : "";
        var from = create.Source;
        var source = new SourceBody(
            from.Type, from.Alias, from.Fingerprint, from.Server, from.Protocol,
            from.Server is null ? null : "pull", from.Source, from.Project, from.InstanceOnly ? true : null);
        var body = new InstanceBody(
            ApiPath.Check(create.Name), create.Type, source, create.Config, create.Devices, create.Profiles,
            create.Ephemeral, create.Description, create.Start ? true : null, await ArchitectureAsync(project, from, ct));
        await _changes.RunAsync(
            Change(project, create.Name, "create instance", Json(body, WireJson.Default.InstanceBody)) with
            {
                Method = HttpMethod.Post,
                Path = ApiPath.In(project, "instances") + target,
                OnAccepted = onAccepted,
            },
            ct);
    }

    /// <summary>
    /// Changes some keys. Without a description the instance is read first, because Incus's PATCH would empty it
    /// (6.0.4). Removing a device writes the whole instance under its ETag, because PATCH only adds.
    /// </summary>
    public async Task PatchAsync(
        string project, string name, InstancePatch patch, string? etag, CancellationToken ct)
    {
        bool removesDevice = patch.Devices?.Values.Any(device => device is null) == true;
        if (removesDevice || patch.Description is null)
        {
            var current = await GetBasicAsync(project, name, ct);
            if (removesDevice)
            {
                await ReplaceAsync(project, name, InstancePatching.Apply(patch, current), etag ?? current.ETag, ct);
                return;
            }

            patch = patch with { Description = current.Description };
        }

        var body = new InstancePatchBody(
            InstancePatching.Keys(patch.Config), InstancePatching.Devices(patch.Devices), patch.Profiles,
            patch.Description);
        byte[] json = Json(body, WireJson.Default.InstancePatchBody);
        await _changes.RunAsync(
            Change(project, name, "change", json) with { Method = HttpMethod.Patch, ETag = etag }, ct);
    }

    /// <summary>Writes the whole instance. With <paramref name="etag"/> only if it is still the one read.</summary>
    public Task ReplaceAsync(
        string project, string name, InstanceReplacement whole, string? etag, CancellationToken ct)
    {
        var body = new InstancePutBody(
            whole.Architecture, whole.Config, whole.Devices, whole.Profiles, whole.Ephemeral, whole.Description);
        byte[] json = Json(body, WireJson.Default.InstancePutBody);
        return _changes.RunAsync(
            Change(project, name, "change", json) with { Method = HttpMethod.Put, ETag = etag }, ct);
    }

    /// <summary>With all its snapshots. It has to be stopped.</summary>
    public Task DeleteAsync(string project, string name, CancellationToken ct) =>
        DeleteAsync(project, name, null, ct);

    public Task DeleteAsync(string project, string name, Func<string, ValueTask>? onAccepted, CancellationToken ct) =>
        _changes.DeleteAsync(
            Change(project, name, "delete instance", []) with { Method = HttpMethod.Delete, OnAccepted = onAccepted },
            ct);

    /// <summary>
    /// <paramref name="timeout"/>: how long the server waits for a clean stop; infinite is allowed.
    /// </summary>
    public Task SetStateAsync(
        string project, string name, StateChange change, bool force, TimeSpan timeout, CancellationToken ct) =>
        SetStateAsync(project, name, change, force, timeout, null, ct);

    public Task SetStateAsync(
        string project, string name, StateChange change, bool force, TimeSpan timeout,
        Func<string, ValueTask>? onAccepted, CancellationToken ct)
    {
        string action = change switch
        {
            StateChange.Start => "start",
            StateChange.Stop => "stop",
            StateChange.Freeze => "freeze",
            StateChange.Unfreeze => "unfreeze",
            StateChange.Restart => "restart",
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };
        int seconds = timeout == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Ceiling(timeout.TotalSeconds);
        byte[] json = Json(new StateBody(action, force, seconds), WireJson.Default.StateBody);
        return _changes.RunAsync(
            Change(project, name, action, json) with
            {
                Method = HttpMethod.Put,
                Path = ApiPath.In(project, "instances", name, "state"),
                OnAccepted = onAccepted,
                // Whoever freezes has others wait, and whoever thaws ends a wait.
                IsAtOnce = change is StateChange.Freeze or StateChange.Unfreeze,
            },
            ct);
    }

    public Task RestoreAsync(string project, string name, RestoreRequest restore, CancellationToken ct) =>
        RestoreAsync(project, name, restore, null, ct);

    /// <summary>A running instance is stopped hard first. After any failure its state has to be read again.</summary>
    public async Task RestoreAsync(
        string project, string name, RestoreRequest restore, Func<string, ValueTask>? onAccepted, CancellationToken ct)
    {
        var body = new RestoreBody(
            ApiPath.Check(restore.Snapshot), restore.Stateful, restore.DiskOnly ? true : null);
        var change = Change(project, name, "restore", Json(body, WireJson.Default.RestoreBody)) with
        {
            Method = HttpMethod.Put,
            Doing = $"restore {name} to snapshot {restore.Snapshot}",
            OnAccepted = onAccepted,
        };
        const string needed = "instance_snapshot_disk_only_restore";
        if (restore.DiskOnly && !(await _server(ct)).Has(needed))
        {
            // An older server takes the unknown field for a full restore and reports success.
            throw new IncusException(
                IncusErrorKind.InvalidRequest, change.Doing, change.Path,
                $"the server lacks the API extension {needed}", null);
        }

        await _changes.RunAsync(change, ct);
    }

    /// <summary>
    /// A cluster chooses a member by architecture, and of a copy has to be told which (tried on 6.0.4: "Architecture isn't
    /// supported: "). Null: nobody asks.
    /// </summary>
    private async ValueTask<string?> ArchitectureAsync(string project, InstanceSource from, CancellationToken ct) =>
        from is { Type: "copy", Source: { } source } && (await _server(ct)).ServerClustered
            ? (await GetBasicAsync(from.Project ?? project, source.Split('/')[0], ct)).Architecture : null;

    private static byte[] Json<T>(T body, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(body, shape);

    private static Change Change(string project, string name, string verb, byte[] body) => new()
    {
        Method = HttpMethod.Put,
        Path = ApiPath.In(project, "instances", name),
        Doing = $"{verb} {name}",
        Project = project,
        Instance = name,
        Body = body,
    };

    private async Task<Instance> ReadAsync(string path, string name, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(path, $"read instance {name}", WireJson.Default.EnvelopeWireInstance, ct);
        return (answer.Metadata ?? new WireInstance { Name = name }).ToInstance(answer.ETag);
    }
}
