using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>Instances, their state and snapshots as the API shows them.</summary>
internal static class InstanceJson
{
    private static readonly Dictionary<string, int> Codes = new(StringComparer.Ordinal)
    {
        ["Running"] = 103, ["Stopped"] = 102, ["Freezing"] = 109, ["Frozen"] = 110, ["Error"] = 112,
    };

    public static JsonObject Of(World world, Instance i) => Of(world, i, i.TellStatus());

    private static JsonObject Of(World world, Instance i, string status) => new()
    {
        ["architecture"] = i.Architecture,
        ["config"] = Wire.Map(i.Config),
        ["devices"] = Wire.Map(i.Devices),
        ["ephemeral"] = i.Ephemeral,
        ["profiles"] = Wire.List(i.Profiles),
        ["stateful"] = false,
        ["description"] = i.Description,
        ["created_at"] = Wire.Instant(i.CreatedAt),
        ["expanded_config"] = Wire.Map(world.ExpandedConfig(i)),
        ["expanded_devices"] = Wire.Map(world.ExpandedDevices(i.Project, i.Profiles, i.Devices)),
        ["name"] = i.Name,
        ["status"] = status,
        ["status_code"] = Codes[status],
        ["last_used_at"] = Wire.Instant(i.LastUsedAt),
        ["location"] = i.Location,
        ["type"] = i.Type,
        ["project"] = i.Project,
    };

    /// <summary>With state, backups and snapshots (null where there are none).</summary>
    public static JsonObject Full(World world, Instance i)
    {
        var full = Of(world, i);
        full["backups"] = null;
        full["state"] = State(world, i);
        full["snapshots"] = i.Snapshots.Count == 0 ? null : Wire.List(i.Snapshots.Select(s => Of(world, i, s)));
        return full;
    }

    /// <summary>What a listing shows of an instance whose cluster member is offline: nothing but its name.</summary>
    public static JsonObject Offline(Instance i, bool full)
    {
        var row = new JsonObject
        {
            ["architecture"] = "",
            ["config"] = null,
            ["devices"] = null,
            ["ephemeral"] = false,
            ["profiles"] = null,
            ["stateful"] = false,
            ["description"] = "",
            ["created_at"] = Wire.Zero,
            ["expanded_config"] = null,
            ["expanded_devices"] = null,
            ["name"] = i.Name,
            ["status"] = "Error",
            ["status_code"] = 112,
            ["last_used_at"] = Wire.Zero,
            ["location"] = i.Location,
            ["type"] = i.Type,
            ["project"] = i.Project,
        };
        if (full)
        {
            row["backups"] = null;
            row["state"] = null;
            row["snapshots"] = null;
        }

        return row;
    }

    public static JsonObject State(World world, Instance i) => new()
    {
        ["status"] = i.Status,
        ["status_code"] = Codes[i.Status],
        ["disk"] = world.Is702
            ? new JsonObject { ["root"] = new JsonObject { ["usage"] = -1, ["total"] = 0 } }
            : new JsonObject(),
        ["memory"] = new JsonObject
        {
            ["usage"] = 0, ["usage_peak"] = 0, ["total"] = 0, ["swap_usage"] = 0, ["swap_usage_peak"] = 0,
        },
        ["network"] = i.IsStopped ? null : new JsonObject(),
        ["pid"] = i.Pid,
        ["processes"] = i.IsStopped ? 0 : 2,
        ["cpu"] = new JsonObject { ["usage"] = 0, ["allocated_time"] = 0 },
        ["started_at"] = i.IsStopped ? Wire.Zero : Wire.Instant(i.StartedAt),
        ["os_info"] = null,
    };

    public static JsonObject Of(World world, Instance i, Snapshot s)
    {
        var snapshot = new JsonObject
        {
            ["expires_at"] = Wire.Instant(s.ExpiresAt),
            ["architecture"] = s.Architecture,
            ["config"] = Wire.Map(s.Config),
            ["created_at"] = Wire.Instant(s.CreatedAt),
        };
        if (world.Is702)
            snapshot["description"] = s.Description;
        snapshot["devices"] = Wire.Map(s.Devices);
        snapshot["ephemeral"] = s.Ephemeral;
        snapshot["expanded_config"] = Wire.Map(world.ExpandedConfig(i.Project, s.Profiles, s.Config));
        snapshot["expanded_devices"] = Wire.Map(world.ExpandedDevices(i.Project, s.Profiles, s.Devices));
        snapshot["last_used_at"] = Wire.Zero;
        snapshot["name"] = s.Name;
        snapshot["profiles"] = Wire.List(s.Profiles);
        snapshot["stateful"] = s.Stateful;
        snapshot["size"] = -1;
        return snapshot;
    }

    /// <summary>Over architecture, ephemeral, profiles, devices and own config; not the description.</summary>
    public static string ETag(Instance i) => World.Hash(new JsonArray(
        i.Architecture, i.Ephemeral, Wire.List(i.Profiles), Wire.Map(i.Devices), Wire.Map(i.Config)).ToJsonString());

    /// <summary>Over the expiry alone.</summary>
    public static string ETag(Snapshot s) => World.Hash(Wire.Instant(s.ExpiresAt));
}
