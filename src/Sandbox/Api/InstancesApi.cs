using Brine.Sandbox.Http;
using Brine.Sandbox.Rules;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/instances</summary>
internal static class InstancesApi
{
    public static Reply List(Call call)
    {
        var world = call.World;
        var instances = world.InstancesOf(call.ListedProject);
        return Reply.Sync(call.Recursion switch
        {
            <= 0 => Wire.List(instances.Select(i => Wire.Url(i.Project, "instances", i.Name))),
            1 => Wire.List(instances.Select(i => world.OfflineMembers.Contains(i.Location)
                ? InstanceJson.Offline(i, full: false)
                : InstanceJson.Of(world, i))),
            _ => Wire.List(instances.Select(i => world.OfflineMembers.Contains(i.Location)
                ? InstanceJson.Offline(i, full: true)
                : InstanceJson.Full(world, i))),
        });
    }

    public static Reply Create(Call call)
    {
        var world = call.World;
        var fields = call.Fields("InstancesPost");
        var name = fields.Text("name") is { Length: > 0 } given ? given : $"sandbox-{Guid.NewGuid().ToString()[..8]}";
        world.ProjectOf(call.Project);
        NameRules.CheckInstance(name);
        var profiles = fields.Texts("profiles");
        if (profiles?.Find(p => world.ProfileOf(call.Project, p) is null) is { } missing)
            throw new IncusError(500, $"Requested profile \"{missing}\" doesn't exist");
        var source = fields.Object("source");
        var kind = source?.Text("type") ?? "";
        if (kind is not ("image" or "none" or "copy"))
            throw new IncusError(400, $"Unknown source type {kind}");
        var (origin, snapshot) = kind == "copy" ? Origin(call, source!) : (null, null);
        if (world.Is702 && world.Instances.ContainsKey(World.Key(call.Project, name)))
            throw new IncusError(500, $"Instance \"{name}\" already exists");
        var wanted = new Creation
        {
            Name = name,
            Project = call.Project,
            Type = fields.Text("type") is { Length: > 0 } type ? type : "container",
            Description = fields.Text("description") ?? "",
            Ephemeral = fields.Flag("ephemeral") ?? false,
            Start = fields.Flag("start") ?? false,
            // The empty text takes a key away from a copy.
            Config = new Settings((fields.Words("config") ?? []).Select(w => KeyValuePair.Create(w.Key, w.Value ?? ""))),
            Devices = fields.Devices("devices") ?? [],
            Profiles = profiles,
            NeedsImage = kind == "image",
            Image = kind == "image" ? source!.Text("fingerprint") ?? source.Text("alias") : null,
            CopyOf = origin,
            CopyOfSnapshot = snapshot,
            WithSnapshots = origin is not null && snapshot is null && !(source!.Flag("instance_only") ?? false),
            Location = Placed(call, kind == "copy", fields.Text("architecture")),
        };
        return OperationsApi.Started(world, world.Operations.Start(
            "create-instance", "Creating instance", call.Project,
            [("instances", Urls(call, wanted))], Creating.Of(world, wanted)));
    }

    /// <summary>
    /// Bulk state change: every running (or, to start, stopped) instance of the project in one operation.
    /// </summary>
    public static Reply PutState(Call call)
    {
        var world = call.World;
        var state = call.Fields("InstancesPut").Object("state");
        var action = state?.Text("action") ?? "";
        if (InstanceStateApi.Title(action).Length == 0)
            throw new IncusError(400, $"Unknown action: '{action}'");
        var instances = world.InstancesOf(call.Project)
            .Where(i => action is "start" ? i.IsStopped : action is "unfreeze" ? i.Status == "Frozen" : !i.IsStopped)
            .ToList();
        var force = state?.Flag("force") ?? false;
        return OperationsApi.Started(world, world.Operations.Start(
            action, InstanceStateApi.Title(action), call.Project,
            [],
            new Work(() => instances.ForEach(i => InstanceStateApi.Apply(world, i, action, force, -1)))));
    }

    private static string Placed(Call call, bool isCopy, string? architecture)
    {
        if (!call.Query.TryGetValue("target", out var target))
        {
            // It looks for a member of that architecture, and does not take the one of the copy's source for it.
            if (call.World.Members.Count > 0 && isCopy && architecture is not { Length: > 0 })
                throw new IncusError(400, "Architecture isn't supported: ");
            return call.World.Placement();
        }

        call.World.CheckNotEvacuated(target);
        return target;
    }

    private static (Instance, Snapshot?) Origin(Call call, Fields source)
    {
        var project = source.Text("project") is { Length: > 0 } given ? given : call.Project;
        var parts = (source.Text("source") ?? "").Split('/', 2);
        if (parts.Length == 1)
            return (call.World.InstanceOf(project, parts[0]), null);
        var instance = call.World.InstanceOf(project, parts[0]);
        return (instance, instance.Find(parts[1]) ?? throw IncusError.NoSnapshot(parts[1], parts[0], project));
    }

    private static string[] Urls(Call call, Creation wanted)
    {
        var made = Wire.Url(call.Project, "instances", wanted.Name);
        if (wanted.CopyOf is not { } origin)
            return [made];
        var from = wanted.CopyOfSnapshot is { } snapshot ? $"{origin.Name}/{snapshot.Name}" : origin.Name;
        return [made, Wire.Url(origin.Project, "instances", from)];
    }
}
