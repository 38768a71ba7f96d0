using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/images, and reading /1.0/images/aliases. All projects see the same images here.</summary>
internal static class ImagesApi
{
    public static Reply List(Call call) => Reply.Sync(call.Recursion == 0
        ? Wire.List(call.World.Images.Select(i => Wire.Url(Project.Default, "images", i.Fingerprint)))
        : Wire.List(call.World.Images.Select(Json)));

    public static Reply Get(Call call)
    {
        var image = call.World.Images.Find(i => i.Fingerprint.StartsWith(call.Segments[1], StringComparison.Ordinal))
            ?? throw new IncusError(404, "Image not found");
        return Reply.Sync(Json(image), World.Hash(image.Fingerprint));
    }

    /// <summary>An image of a snapshot; other sources do not exist here.</summary>
    public static Reply Publish(Call call)
    {
        var (world, fields) = (call.World, call.Fields("ImagesPost"));
        var source = fields.Object("source");
        var parts = (source?.Text("name") ?? "").Split('/', 2);
        if (source?.Text("type") != "snapshot" || parts.Length != 2)
            throw new IncusError(501, "not implemented");
        var instance = world.InstanceOf(call.Project, parts[0]);
        var image = new Image(World.Hash($"{parts[0]}/{parts[1]} {Guid.NewGuid()}"), [], instance.Type, world.Now)
        {
            Properties = fields.Settings("properties"), IsPublic = fields.Flag("public") ?? false,
        };
        Operation? operation = null;
        operation = world.Operations.Start("publish", "Downloading image", call.Project, [], new Work(() =>
        {
            // Seen only in the operation, as on a real server.
            var snapshot = instance.Find(parts[1]) ?? throw IncusError.NoSnapshot(parts[1], parts[0], call.Project);
            foreach (var (key, value) in snapshot.Config.Where(c => c.Key.StartsWith("image.", StringComparison.Ordinal)))
                image.Properties.TryAdd(key["image.".Length..], value);
            world.Images.Add(image);
            operation!.Metadata = new JsonObject { ["fingerprint"] = image.Fingerprint, ["size"] = "1032193" };
        }));
        return OperationsApi.Started(world, operation);
    }

    public static Reply Patch(Call call)
    {
        var image = call.World.Images.Find(i => i.Fingerprint == call.Segments[1]) ?? throw new IncusError(404, "Image not found");
        var fields = call.Fields("ImagePut");
        foreach (var (key, value) in fields.Settings("properties"))
            image.Properties[key] = value;
        image.IsPublic = fields.Flag("public") ?? image.IsPublic;
        return Reply.Empty();
    }

    public static Reply Aliases(Call call)
    {
        var aliases = call.World.Images.SelectMany(i => i.Aliases.Select(alias => (Image: i, Alias: alias)))
            .OrderBy(a => a.Alias.Name, StringComparer.Ordinal);
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(aliases.Select(a => Wire.Url(Project.Default, "images", "aliases", a.Alias.Name)))
            : Wire.List(aliases.Select(a => Json(a.Image, a.Alias))));
    }

    public static Reply Alias(Call call)
    {
        var (image, alias) = Known(call, call.Segments[2]);
        return Reply.Sync(Json(image, alias), ETag(image, alias));
    }

    public static (Image Image, ImageAlias Alias) Known(Call call, string name)
    {
        var image = call.World.Images.Find(i => i.Find(name) is not null) ?? throw new IncusError(404, "Image alias not found");
        return (image, image.Find(name)!);
    }

    public static string ETag(Image image, ImageAlias alias) => World.Hash($"{alias.Name}\n{alias.Description}\n{image.Fingerprint}");

    private static JsonObject Json(Image image, ImageAlias alias) => new()
    {
        ["description"] = alias.Description,
        ["target"] = image.Fingerprint,
        ["name"] = alias.Name,
        ["type"] = image.Type,
    };

    private static JsonObject Json(Image image) => new()
    {
        ["auto_update"] = false,
        ["properties"] = Wire.Map(image.Properties),
        ["public"] = image.IsPublic,
        ["expires_at"] = Wire.Zero,
        ["profiles"] = Wire.List(["default"]),
        ["aliases"] = Wire.List(image.Aliases.Select(a => new JsonObject { ["name"] = a.Name, ["description"] = a.Description })),
        ["architecture"] = "x86_64",
        ["cached"] = false,
        ["filename"] = "image.tar.gz",
        ["fingerprint"] = image.Fingerprint,
        ["size"] = 1032823,
        ["type"] = image.Type,
        ["created_at"] = Wire.Instant(image.UploadedAt),
        ["last_used_at"] = Wire.Instant(image.UploadedAt),
        ["uploaded_at"] = Wire.Instant(image.UploadedAt),
        ["project"] = Project.Default,
    };
}
