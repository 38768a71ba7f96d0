using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/images/aliases: changing where names point.</summary>
internal static class ImageAliasesApi
{
    public static Reply Create(Call call)
    {
        var fields = call.Fields("ImageAliasesPost");
        var name = fields.Text("name") ?? "";
        var target = fields.Text("target") ?? "";
        if (name.Length == 0 || target.Length == 0)
            throw new IncusError(400, "name and target are required");
        if (call.World.Images.Exists(i => i.Find(name) is not null))
            throw new IncusError(409, $"Alias \"{name}\" already exists");
        Target(call, target).Aliases.Add(new ImageAlias(name, fields.Text("description") ?? ""));
        return Reply.Sync(new System.Text.Json.Nodes.JsonObject(), status: 201);
    }

    public static Reply Patch(Call call)
    {
        var (image, alias) = ImagesApi.Known(call, call.Segments[2]);
        call.CheckMatch(ImagesApi.ETag(image, alias));
        var fields = call.Fields("ImageAliasesEntryPut");
        var target = fields.Text("target") is { } given ? Target(call, given) : image;
        image.Aliases.Remove(alias);
        target.Aliases.Add(alias with { Description = fields.Text("description") ?? alias.Description });
        return Reply.Empty();
    }

    private static Image Target(Call call, string fingerprint) =>
        call.World.Images.Find(i => i.Fingerprint == fingerprint) ?? throw new IncusError(404, "Image not found");
}
