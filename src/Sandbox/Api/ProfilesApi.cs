using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.Rules;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/profiles</summary>
internal static class ProfilesApi
{
    public static Reply List(Call call)
    {
        var profiles = Seen(call);
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(profiles.Select(p => Wire.Url(p.Project, "profiles", p.Name)))
            : Wire.List(profiles.Select(p => Json(call.World, p))));
    }

    public static Reply Get(Call call)
    {
        var profile = Known(call);
        return Reply.Sync(Json(call.World, profile), ETag(call.World, profile));
    }

    public static Reply Create(Call call)
    {
        var fields = call.Fields("ProfilesPost");
        var name = fields.Text("name") ?? "";
        if (name.Length == 0)
            throw new IncusError(400, "No name provided");
        if (call.World.ProfileOf(call.Project, name) is not null)
            throw new IncusError(500, $"Error inserting \"{name}\" into database: The profile already exists");
        var profile = new Profile { Name = name, Project = Owner(call) };
        Fill(call, profile, fields);
        call.World.Profiles.Add(profile);
        var made = Reply.Sync(null, status: 201);
        return made with { Location = Wire.Url(profile.Project, "profiles", name) };
    }

    public static Reply Put(Call call)
    {
        Fill(call, Known(call), call.Fields("ProfilePut"));
        return Reply.Empty();
    }

    /// <summary>Merges the config by key; "" removes one. The rest stays when it is not given.</summary>
    public static Reply Patch(Call call)
    {
        var profile = Known(call);
        call.CheckMatch(ETag(call.World, profile));
        var fields = call.Fields("ProfilePut");
        var config = new Settings(profile.Config);
        foreach (var (key, value) in fields.Words("config") ?? [])
        {
            if (string.IsNullOrEmpty(value))
                config.Remove(key);
            else
                config[key] = value;
        }

        if (ConfigRules.Error(call.World.Flavor, config) is { } error)
            throw new IncusError(400, error);
        profile.Config = config;
        foreach (var (name, device) in fields.Devices("devices") ?? [])
            profile.Devices[name] = device;
        profile.Description = fields.Text("description") ?? profile.Description;
        return Reply.Empty();
    }

    public static Reply Delete(Call call)
    {
        var profile = Known(call);
        if (profile.Name == "default")
            throw new IncusError(403, "The \"default\" profile cannot be deleted");
        if (UsedBy(call.World, profile).Any())
            throw new IncusError(400, "Profile is currently in use");
        call.World.Profiles.Remove(profile);
        return Reply.Empty();
    }

    private static string ETag(World world, Profile profile) => World.Hash(Json(world, profile).ToJsonString());

    private static void Fill(Call call, Profile profile, Fields fields)
    {
        var config = fields.Settings("config");
        if (ConfigRules.Error(call.World.Flavor, config) is { } error)
            throw new IncusError(400, error);
        profile.Config = config;
        profile.Devices = fields.Devices("devices") ?? [];
        profile.Description = fields.Text("description") ?? "";
    }

    private static Profile Known(Call call) => call.World.ProfileOf(call.Project, call.Segments[1])
        ?? throw new IncusError(404, "Fetch profile: Profile not found");

    private static string Owner(Call call) =>
        call.World.ProjectOf(call.Project).OwnsProfiles ? call.Project : Project.Default;

    private static IEnumerable<Profile> Seen(Call call)
    {
        if (call.ListedProject is null)
            return call.World.Profiles.OrderBy(p => p.Project, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal);
        var owner = Owner(call);
        return call.World.Profiles.Where(p => p.Project == owner).OrderBy(p => p.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<string> UsedBy(World world, Profile profile) => world.Instances.Values
        .Where(i => i.Profiles.Contains(profile.Name) && world.ProfileOf(i.Project, profile.Name) == profile)
        .Select(i => Wire.Url(i.Project, "instances", i.Name));

    private static JsonObject Json(World world, Profile profile) => new()
    {
        ["config"] = Wire.Map(profile.Config),
        ["description"] = profile.Description,
        ["devices"] = Wire.Map(profile.Devices),
        ["name"] = profile.Name,
        ["used_by"] = Wire.List(UsedBy(world, profile)),
        ["project"] = profile.Project,
    };
}
