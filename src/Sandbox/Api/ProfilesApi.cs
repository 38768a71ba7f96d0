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
        var json = Json(call.World, Known(call));
        return Reply.Sync(json, World.Hash(json.ToJsonString()));
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
