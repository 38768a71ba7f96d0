using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/cluster, reading only.</summary>
internal static class ClusterApi
{
    public static Reply Get(Call call) => Reply.Sync(new JsonObject
    {
        ["server_name"] = call.World.Members.Count > 0 ? call.World.Location : "",
        ["enabled"] = call.World.Members.Count > 0,
        ["member_config"] = new JsonArray(),
    });

    public static Reply Members(Call call)
    {
        if (call.World.Members.Count == 0)
            throw new IncusError(500, "Server is not clustered");
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(call.World.Members.Select(m => Wire.Url(Project.Default, "cluster", "members", m)))
            : Wire.List(call.World.Members.Select(m => new JsonObject
            {
                ["server_name"] = m,
                ["status"] = call.World.OfflineMembers.Contains(m) ? "Offline" : "Online",
                ["message"] = call.World.OfflineMembers.Contains(m) ? "No heartbeat" : "Fully operational",
            })));
    }
}
