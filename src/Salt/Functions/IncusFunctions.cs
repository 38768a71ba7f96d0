using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt.Functions;

/// <summary>
/// incus.*: reading the server that the run is for. Names, arguments and answers are those of the public formula's
/// execution module: <c>{'success': True, 'instances': […]}</c>, and <c>success</c> false for what is not there. A
/// server that cannot be asked is an error, never an empty answer.
/// </summary>
internal static class IncusFunctions
{
    public static FunctionLine[] Table =>
    [
        List("instance_list", "instances", "", "instances"),
        One("instance_get", "instance", "name", "instances/{name}"),
        List("instance_snapshot_list", "snapshots", "instance ", "instances/{instance}/snapshots"),
        One("instance_snapshot_get", "snapshot", "instance snapshot_name", "instances/{instance}/snapshots/{snapshot_name}"),
        List("storage_pool_list", "pools", "", "storage-pools"),
        One("storage_pool_get", "pool", "name", "storage-pools/{name}"),
        List("volume_list", "volumes", "pool ", "storage-pools/{pool}/volumes"),
        One("volume_get", "volume", "pool name volume_type?", "storage-pools/{pool}/volumes/{volume_type}/{name}"),
        List("volume_snapshot_list", "snapshots", "pool volume volume_type? ",
            "storage-pools/{pool}/volumes/{volume_type}/{volume}/snapshots"),
        One("volume_snapshot_get", "snapshot", "pool volume snapshot_name volume_type?",
            "storage-pools/{pool}/volumes/{volume_type}/{volume}/snapshots/{snapshot_name}"),
        List("profile_list", "profiles", "", "profiles"),
        One("profile_get", "profile", "name", "profiles/{name}"),
        List("network_list", "networks", "", "networks"),
        One("network_get", "network", "name", "networks/{name}"),
        One("network_state", "state", "name", "networks/{name}/state"),
        One("network_lease_list", "leases", "name", "networks/{name}/leases"),
        List("image_list", "images", "", "images"),
        One("image_get", "image", "fingerprint", "images/{fingerprint}"),
        List("image_alias_list", "aliases", "", "images/aliases"),
        One("image_alias_get", "alias", "name", "images/aliases/{name}"),
        One("cluster_info", "cluster", "", "cluster"),
        List("cluster_member_list", "members", "", "cluster/members"),
        One("settings_get", "settings", "", ""),
    ];

    private static FunctionLine One(string name, string answer, string takes, string path) =>
        new("incus." + name, takes, (a, w) => Ask(a, w, answer, Path(a, path), 0));

    private static FunctionLine List(string name, string answer, string takes, string path) =>
        new("incus." + name, takes + "recursion?", (a, w) => Ask(a, w, answer, Path(a, path), a.Integer("recursion", 0)));

    private static JinjaValue Ask(Arguments a, World w, string answer, string path, int recursion)
    {
        var facts = w.Host.Incus ?? throw a.Wrong("this run has no Incus server to ask");
        YamlNode? found;
        try
        {
            found = facts.Get(w.Context.Pillar, path, recursion, a.Token);
        }
        catch (SaltHostException error)
        {
            throw a.Wrong(error.Message);
        }
        return found is null
            ? NodeValue.Dict([("success", JinjaValue.False), ("error", JinjaValue.Of($"not found: /1.0/{path}"))])
            : NodeValue.Dict([("success", JinjaValue.True), (answer, NodeValue.Of(found))]);
    }

    /// <summary>Each name in the path is escaped: a name with a slash in it must not lead elsewhere.</summary>
    private static string Path(Arguments a, string path)
    {
        foreach (var part in path.Split('/').Where(part => part.StartsWith('{')))
        {
            var name = part.Trim('{', '}');
            var value = a.Given(name)?.ToText() ?? (name == "volume_type" ? "custom" : throw a.Wrong($"'{name}' is none"));
            if (value is "" or "." or "..")
                throw a.Wrong($"'{name}' is '{value}', which is no name");
            path = path.Replace(part, Uri.EscapeDataString(value), StringComparison.Ordinal);
        }
        return path;
    }
}
