using Brine.Salt.Source;

namespace Brine.Salt.Templates;

/// <summary>A file's names as Salt gives them to templates, and the way from it to the files that it imports.</summary>
/// <param name="Sls">Its SLS name.</param>
/// <param name="File">Its path below the root (<c>tplfile</c>).</param>
/// <param name="Folder">The folder of <paramref name="File"/>; empty at the root.</param>
internal sealed record TemplatePath(string Sls, string File, string Folder)
{
    public static TemplatePath Of(SourceFile file, RenderContext context)
    {
        var path = context.PathInRoot ?? file.Path[(file.Path.LastIndexOf('/') + 1)..];
        var slash = path.LastIndexOf('/');
        var sls = context.Sls ?? SlsName(file.Path, context.PathInRoot);
        return new TemplatePath(sls, path, slash < 0 ? "" : path[..slash]);
    }

    /// <summary>
    /// <c>a/b.sls</c> and <c>a/b/init.sls</c> are <c>a.b</c>; a file outside the root goes by its own name alone,
    /// or by its folder's when it is an <c>init.sls</c>.
    /// </summary>
    public static string SlsName(string path, string? pathInRoot)
    {
        var name = pathInRoot ?? path;
        if (name.EndsWith(".sls", StringComparison.Ordinal))
            name = name[..^4];
        if (name.EndsWith("/init", StringComparison.Ordinal))
            name = name[..^5];
        return pathInRoot is null ? name[(name.LastIndexOf('/') + 1)..] : name.Replace('/', '.');
    }

    /// <summary>An import that begins at the folder of the file that was loaded last.</summary>
    public static bool IsRelative(string name) => name.Split('/', 2)[0] is "." or "..";

    /// <summary>The path below the root that an import means; null when it leads above the root.</summary>
    /// <param name="name">As the template writes it: from the root, or with <c>./</c> from a folder.</param>
    /// <param name="folder">That folder.</param>
    public static string? Imported(string name, string folder)
    {
        if (name.StartsWith('/') || name.Contains("://", StringComparison.Ordinal))
            return null; // an import takes paths, not addresses
        var parts = new List<string>();
        foreach (var part in (IsRelative(name) ? folder + "/" + name : name).Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }
        return string.Join('/', parts);
    }
}
