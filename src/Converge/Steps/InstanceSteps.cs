using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Source = Brine.Planner.Desired.InstanceSource;

namespace Brine.Converge.Steps;

/// <summary>Steps on an instance itself.</summary>
internal static class InstanceSteps
{
    public static async Task CreateAsync(RunServer server, CreateInstance step, CancellationToken token)
    {
        var at = step.Instance;
        var create = new InstanceCreate
        {
            Name = at.Name,
            Source = Wire(step.Source),
            Type = step.Type,
            Config = Config(step),
            Devices = Devices(step.Devices),
            Profiles = step.Profiles is { } profiles ? profiles : null,
            Ephemeral = step.Ephemeral,
            Description = step.Description,
            Target = step.Member,
        };
        create = create with { Source = create.Source with { InstanceOnly = step.WithoutSnapshots } };
        await server.SureAsync(
            () => server.Client.Instances.CreateAsync(at.Project, create, token),
            async () =>
            {
                await SnapshotDoubt.AwaitEndAsync(server.Client, at, null, token);
                return await server.Client.Instances.TryGetAsync(at.Project, at.Name, token) is not null;
            },
            token);
        if (step.HasNoNetwork)
            await CheckNetworkAsync(server, step, token);
    }

    /// <summary>A profile may have got another device since the plan was made, and a clone must not meet its origin.</summary>
    private static async Task CheckNetworkAsync(RunServer server, CreateInstance step, CancellationToken token)
    {
        var at = step.Instance;
        var made = await server.Client.Instances.GetBasicAsync(at.Project, at.Name, token);
        var left = made.ExpandedDevices.Where(d => NetworkDevices.Is(d.Value.GetValueOrDefault("type"))).Select(d => d.Key).ToList();
        if (left.Count > 0)
            throw new StepFailedException($"it was created and is stopped, but it still has {string.Join(", ", left)}; "
                + $"delete it (incus delete {at.Name}) and clone again") { Done = step.Changes };
    }

    /// <summary>
    /// In a copy, the empty text takes a key away that the source has; what Brine noted on the source says nothing of it.
    /// </summary>
    private static Dictionary<string, string> Config(CreateInstance step)
    {
        if (step.Source.Kind != "copy")
            return step.Config.Where(p => p.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
        var config = step.Config.ToDictionary(StringComparer.Ordinal);
        config.TryAdd(RestoreLedger.Key, "");
        config.TryAdd(ConfigDescription.Key, "");
        return config;
    }

    /// <summary>
    /// Under the ETag of what is there; read and tried once more when somebody else changed it in between.
    /// </summary>
    public static async Task UpdateAsync(RunServer server, UpdateInstance step, CancellationToken token)
    {
        server.Forget(step.Instance); // a device may move its root disk
        try
        {
            await UpdateOnceAsync(server, step, token);
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.PreconditionFailed)
        {
            await UpdateOnceAsync(server, step, token);
        }
    }

    public static async Task DeleteAsync(RunServer server, DeleteInstance step, CancellationToken token)
    {
        var at = step.Instance;
        server.Forget(at);
        try
        {
            await server.SureAsync(
                () => server.Client.Instances.DeleteAsync(at.Project, at.Name, token),
                async () => await server.Client.Instances.TryGetAsync(at.Project, at.Name, token) is null, token);
        }
        catch (IncusException e) when (e.Missing == MissingThing.Instance)
        {
            // What was asked for holds.
        }
    }

    private static async Task UpdateOnceAsync(RunServer server, UpdateInstance step, CancellationToken token)
    {
        var at = step.Instance;
        var now = await server.Client.Instances.GetBasicAsync(at.Project, at.Name, token);
        Func<Task> change;
        if (step.Ephemeral is { } ephemeral && ephemeral != now.Ephemeral)
            change = () => server.Client.Instances.ReplaceAsync(
                at.Project, at.Name, Whole(now, step, ephemeral), now.ETag, token);
        else
            change = () => server.Client.Instances.PatchAsync(at.Project, at.Name, Patch(step), now.ETag, token);
        await server.SureAsync(change, () => Task.FromResult(false), token);
    }

    private static InstancePatch Patch(UpdateInstance step) => new()
    {
        Config = step.Config.IsEmpty ? null
            : step.Config.ToDictionary(
                p => p.Key, string? (p) => p.Value.Length == 0 ? null : p.Value, StringComparer.Ordinal),
        Devices = step.Devices.IsEmpty ? null
            : step.Devices.ToDictionary(
                d => d.Key, IReadOnlyDictionary<string, string>? (d) => d.Value, StringComparer.Ordinal),
        Profiles = step.Profiles is { } profiles ? profiles : null,
    };

    private static InstanceReplacement Whole(Instance now, UpdateInstance step, bool ephemeral)
    {
        var config = new Dictionary<string, string>(now.Config, StringComparer.Ordinal);
        foreach (var (key, value) in step.Config)
        {
            if (value.Length == 0)
                config.Remove(key);
            else
                config[key] = value;
        }

        var devices = new Dictionary<string, IReadOnlyDictionary<string, string>>(now.Devices, StringComparer.Ordinal);
        foreach (var (name, device) in step.Devices)
            devices[name] = device;
        return InstanceReplacement.Of(now) with
        {
            Config = config, Devices = devices, Profiles = step.Profiles ?? now.Profiles, Ephemeral = ephemeral,
        };
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Devices(
        IEnumerable<KeyValuePair<string, ImmutableSortedDictionary<string, string>>> devices) =>
        devices.ToDictionary(d => d.Key, IReadOnlyDictionary<string, string> (d) => d.Value, StringComparer.Ordinal);

    private static InstanceSource Wire(Source source) => new()
    {
        Type = source.Kind,
        Alias = source.Alias,
        Fingerprint = source.Fingerprint,
        Server = source.Server,
        Protocol = source.Server is null ? null : source.Protocol ?? "simplestreams",
        Source = source.Copy,
        Project = source.Project,
    };
}
