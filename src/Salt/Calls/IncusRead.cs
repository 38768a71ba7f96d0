using System.Collections.Immutable;

namespace Brine.Salt.Calls;

/// <summary>
/// One thing that can be read of a server under the name that the public formula's execution module gives it:
/// <c>{'success': True, 'instances': […]}</c>.
/// </summary>
/// <param name="Name">Without <c>incus.</c>.</param>
/// <param name="Answer">The key that it stands under.</param>
/// <param name="Takes">Its parameters in order; <c>?</c> behind one that may be left out.</param>
/// <param name="Path">Below <c>/1.0/</c>, parameters in braces.</param>
/// <param name="IsList">It takes <c>recursion</c>: 0 for addresses, more for the things themselves.</param>
public sealed record IncusRead(string Name, string Answer, string Takes, string Path, bool IsList)
{
    public static ImmutableArray<IncusRead> All { get; } =
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

    /// <summary>
    /// The path with its parameters filled in, each escaped: a name with a slash in it must not lead elsewhere.
    /// </summary>
    /// <param name="argument">A parameter's value; null: not given.</param>
    /// <exception cref="ArgumentException">One is missing, or no name.</exception>
    public string PathOf(Func<string, string?> argument)
    {
        var path = Path;
        foreach (var part in Path.Split('/').Where(part => part.StartsWith('{')))
        {
            var name = part.Trim('{', '}');
            var value = argument(name)
                ?? (name == "volume_type" ? "custom" : throw new ArgumentException($"'{name}' is none"));
            if (value is "" or "." or "..")
                throw new ArgumentException($"'{name}' is '{value}', which is no name");
            path = path.Replace(part, Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        return path;
    }

    private static IncusRead One(string name, string answer, string takes, string path) =>
        new(name, answer, takes, path, IsList: false);

    private static IncusRead List(string name, string answer, string takes, string path) =>
        new(name, answer, takes + "recursion?", path, IsList: true);
}
