using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/ and /1.0</summary>
internal static class ServerApi
{
    public static Reply Get(Call call)
    {
        var world = call.World;
        var drivers = world.Pools.Values.Select(p => p.Driver).Distinct().Order(StringComparer.Ordinal).ToList();
        return Reply.Sync(new JsonObject
        {
            ["config"] = new JsonObject(),
            ["api_extensions"] = Wire.List(Extensions.Of(world.Flavor)),
            ["api_status"] = "stable",
            ["api_version"] = "1.0",
            ["auth"] = "trusted",
            ["public"] = false,
            ["auth_methods"] = Wire.List(["tls"]),
            ["auth_user_name"] = "root",
            ["auth_user_method"] = "unix",
            ["environment"] = new JsonObject
            {
                ["addresses"] = new JsonArray(),
                ["architectures"] = Wire.List(["x86_64", "i686"]),
                ["certificate"] = "",
                ["certificate_fingerprint"] = World.Hash(world.ServerName),
                ["driver"] = "lxc",
                ["driver_version"] = world.Is702 ? "6.0.4" : "5.0.2",
                ["firewall"] = "nftables",
                ["kernel"] = "Linux",
                ["kernel_architecture"] = "x86_64",
                ["kernel_features"] = new JsonObject(),
                ["kernel_version"] = "6.18.0",
                ["lxc_features"] = new JsonObject(),
                ["os_name"] = "Debian GNU/Linux",
                ["os_version"] = world.Is702 ? "13" : "12",
                ["project"] = call.Project,
                ["server"] = "incus",
                ["server_clustered"] = world.Members.Count > 0,
                ["server_event_mode"] = "full-mesh",
                ["server_name"] = world.Members.Count > 0 ? world.Location : world.ServerName,
                ["server_pid"] = world.ServerPid,
                ["server_version"] = world.Is702 ? "7.0.2" : "6.0.4",
                ["storage"] = string.Join(" | ", drivers),
                ["storage_version"] = string.Join(" | ", drivers.Select(_ => "1")),
                ["storage_supported_drivers"] = Wire.List(drivers.Select(d => new JsonObject
                {
                    ["Name"] = d, ["Version"] = "1", ["Remote"] = d == "ceph",
                })),
            },
        }, World.Hash("config"));
    }
}
