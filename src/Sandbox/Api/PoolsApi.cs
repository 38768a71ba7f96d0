using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/storage-pools</summary>
internal static class PoolsApi
{
    public static Reply List(Call call) => Reply.Sync(call.Recursion == 0
        ? Wire.List(call.World.Pools.Keys.Select(name => Wire.Url(Project.Default, "storage-pools", name)))
        : Wire.List(call.World.Pools.Values.Select(pool => Json(call.World, pool))));

    public static Reply Get(Call call)
    {
        var json = Json(call.World, Known(call));
        return Reply.Sync(json, World.Hash(json.ToJsonString()));
    }

    /// <summary>How full it is; each member of a cluster has its own.</summary>
    public static Reply Resources(Call call)
    {
        if (!call.World.Pools.TryGetValue(call.Segments[1], out var pool))
            throw new IncusError(500, "Storage pool not found"); // not 404, on either server
        if (call.Query.TryGetValue("target", out var member) && call.World.OfflineMembers.Contains(member))
            throw new IncusError(500, "Missing event connection with target cluster member");
        return Reply.Sync(new JsonObject { ["space"] = Use(pool.Space), ["inodes"] = Use(pool.Inodes) });
    }

    private static JsonObject Use((long Used, long Total) use) =>
        new() { ["used"] = use.Used, ["total"] = use.Total };

    public static Pool Known(Call call) => call.World.Pools.TryGetValue(call.Segments[1], out var pool)
        ? pool
        : throw new IncusError(404, "Storage pool not found");

    private static JsonObject Json(World world, Pool pool)
    {
        var config = Wire.Map(pool.Config);
        if (!pool.Config.ContainsKey("source"))
            config["source"] = $"/var/lib/incus/storage-pools/{pool.Name}";
        var users = world.Instances.Values.Where(i => world.PoolOf(i) == pool)
            .Select(i => Wire.Url(i.Project, "instances", i.Name))
            .Concat(world.Profiles.Where(p => p.Devices.Roots().Any(r => r.Of("pool") == pool.Name))
                .Select(p => Wire.Url(p.Project, "profiles", p.Name)));
        return new JsonObject
        {
            ["config"] = config,
            ["description"] = "",
            ["name"] = pool.Name,
            ["driver"] = pool.Driver,
            ["used_by"] = Wire.List(users),
            ["status"] = pool.Status,
            ["locations"] = Wire.List(world.Members.Count > 0 ? world.Members : ["none"]),
        };
    }
}
