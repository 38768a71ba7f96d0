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
                ["url"] = "",
                ["database"] = true,
                ["status"] = Condition(call.World, m).Status,
                ["message"] = Condition(call.World, m).Message,
            })));
    }

    private static (string Status, string Message) Condition(World world, string member) =>
        world.OfflineMembers.Contains(member) ? ("Offline", "No heartbeat for 1m0s (2026-11-23 08:41:24 +0000 UTC)")
        : world.EvacuatedMembers.Contains(member) ? ("Evacuated", "Unavailable due to maintenance")
        : ("Online", "Fully operational");
}
