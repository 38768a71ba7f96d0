using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Images;

namespace Brine.Planner.Desired.Reading;

/// <summary><c>snapshot_published</c>; null when a diagnostic says why.</summary>
internal static class PublishReader
{
    public static DesiredEntry? Published(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("instance", "alias", "public", "properties", "compression", "project", "remote");
        var written = arguments.RequiredText("instance");
        var instance = Target.Read(arguments, written, options.Defaults, "instance");
        var name = arguments.Declaration.Name;
        arguments.CheckSnapshotName(name);
        var alias = arguments.RequiredText("alias");
        if (alias is not null && !ImageAlias.IsValid(alias))
            arguments.Wrong<string>("alias", $"an image alias ({ImageAlias.Rule})", $"'{alias}'");
        var isPublic = arguments.Flag("public");
        var properties = arguments.TextMap("properties") ?? Maps.Text;
        foreach (var key in properties.Keys.Where(k => k.StartsWith(ImageOrigin.Prefix, StringComparison.Ordinal)))
            arguments.Wrong<string>($"properties.{key}", $"a property that does not begin with '{ImageOrigin.Prefix}', which are Brine's own", "one");
        var compression = arguments.Text("compression");
        return instance is not { } address || arguments.HasErrors ? null
            : new SnapshotPublished(Target.Origin(arguments, $"{written}/{name}"), address, written!, name, alias!, isPublic, properties, compression);
    }
}
