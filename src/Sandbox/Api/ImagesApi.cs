using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/images and /1.0/images/aliases, reading only.</summary>
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

    public static Reply Aliases(Call call)
    {
        var aliases = call.World.Images.SelectMany(i => i.Aliases.Select(name => (Image: i, Name: name)))
            .OrderBy(a => a.Name, StringComparer.Ordinal);
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(aliases.Select(a => Wire.Url(Project.Default, "images", "aliases", a.Name)))
            : Wire.List(aliases.Select(a => Json(a.Image, a.Name))));
    }

    public static Reply Alias(Call call)
    {
        var name = call.Segments[2];
        var image = call.World.Images.Find(i => i.Aliases.Contains(name))
            ?? throw new IncusError(404, "Image alias not found");
        return Reply.Sync(Json(image, name), World.Hash(name + image.Fingerprint));
    }

    private static JsonObject Json(Image image, string alias) => new()
    {
        ["description"] = "",
        ["target"] = image.Fingerprint,
        ["name"] = alias,
        ["type"] = image.Type,
    };

    private static JsonObject Json(Image image) => new()
    {
        ["auto_update"] = false,
        ["properties"] = new JsonObject { ["description"] = image.Description },
        ["public"] = false,
        ["expires_at"] = Wire.Zero,
        ["profiles"] = Wire.List(["default"]),
        ["aliases"] = Wire.List(image.Aliases.Select(a => new JsonObject { ["name"] = a, ["description"] = "" })),
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
