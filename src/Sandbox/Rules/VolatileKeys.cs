using Brine.Sandbox.State;

namespace Brine.Sandbox.Rules;

/// <summary>The <c>volatile.*</c> keys that the server keeps in an instance's config.</summary>
internal static class VolatileKeys
{
    public const string Uuid = "volatile.uuid";
    public const string Generation = "volatile.uuid.generation";
    public const string Power = "volatile.last_state.power";

    private const string Map =
        "[{\"Isuid\":true,\"Isgid\":false,\"Hostid\":1000000,\"Nsid\":0,\"Maprange\":1000000000},"
        + "{\"Isuid\":false,\"Isgid\":true,\"Hostid\":1000000,\"Nsid\":0,\"Maprange\":1000000000}]";

    public static void OnCreation(Settings config, string template, Image? image)
    {
        config["volatile.apply_template"] = template;
        if (image is not null)
            config["volatile.base_image"] = image.Fingerprint;
        config.TryAdd("volatile.cloud-init.instance-id", Guid.NewGuid().ToString());
        config["volatile.idmap.base"] = "0";
        config["volatile.idmap.next"] = Map;
        config["volatile.last_state.idmap"] = "[]";
        config[Uuid] = Guid.NewGuid().ToString();
        config[Generation] = config[Uuid];
    }

    public static void OnStart(Settings config)
    {
        config.Remove("volatile.apply_template");
        config["volatile.idmap.current"] = Map;
        config[Power] = "RUNNING";
    }

    public static void OnStop(Settings config)
    {
        config[Power] = "STOPPED";
        config["volatile.last_state.ready"] = "false";
    }

    public static void NewGeneration(Settings config) => config[Generation] = Guid.NewGuid().ToString();

    public static bool IsIdMap(string key) =>
        key is "volatile.idmap.base" or "volatile.idmap.current" or "volatile.idmap.next"
            or "volatile.last_state.idmap";
}
