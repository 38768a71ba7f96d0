using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/projects</summary>
internal static class ProjectsApi
{
    public static Reply List(Call call) => Reply.Sync(call.Recursion == 0
        ? Wire.List(call.World.Projects.Keys.Select(name => Wire.Url(Project.Default, "projects", name)))
        : Wire.List(call.World.Projects.Values.Select(project => Json(call.World, project))));

    public static Reply Get(Call call)
    {
        var json = Json(call.World, call.World.ProjectOf(call.Segments[1]));
        return Reply.Sync(json, World.Hash(json.ToJsonString()));
    }

    public static Reply Create(Call call)
    {
        var fields = call.Fields("ProjectsPost");
        var name = fields.Text("name") ?? "";
        if (name.Length == 0)
            throw new IncusError(400, "No name provided");
        if (call.World.Projects.ContainsKey(name))
            throw new IncusError(409, "A project by that name already exists");
        var config = new Settings
        {
            ["features.images"] = "true",
            ["features.profiles"] = "true",
            ["features.storage.buckets"] = "true",
            ["features.storage.volumes"] = "true",
        };
        foreach (var (key, value) in fields.Settings("config"))
            config[key] = value;
        var project = new Project(name, config);
        call.World.Projects[name] = project;
        if (project.OwnsProfiles)
            call.World.Profiles.Add(new Profile { Name = "default", Project = name });
        return Reply.Sync(null, status: 201) with { Location = Wire.Url(Project.Default, "projects", name) };
    }

    public static Reply Delete(Call call)
    {
        var project = call.World.ProjectOf(call.Segments[1]);
        if (project.Name == Project.Default)
            throw new IncusError(403, "The 'default' project cannot be deleted");
        if (call.World.InstancesOf(project.Name).Any())
            throw new IncusError(400, "Only empty projects can be removed");
        call.World.Projects.Remove(project.Name);
        call.World.Profiles.RemoveAll(p => p.Project == project.Name);
        return Reply.Empty();
    }

    private static JsonObject Json(World world, Project project) => new()
    {
        ["config"] = Wire.Map(project.Config),
        ["description"] = project.Name == Project.Default ? "Default Incus project" : "",
        ["name"] = project.Name,
        ["used_by"] = Wire.List(world.InstancesOf(project.Name)
            .Select(i => Wire.Url(i.Project, "instances", i.Name))
            .Concat(project.OwnsImages && project.Name == Project.Default
                ? world.Images.Select(i => Wire.Url(Project.Default, "images", i.Fingerprint))
                : [])
            .Concat(world.Profiles.Where(p => p.Project == project.Name)
                .Select(p => Wire.Url(p.Project, "profiles", p.Name)))),
    };
}
