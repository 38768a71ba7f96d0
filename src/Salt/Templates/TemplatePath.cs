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

    /// <summary>
    /// The path below the root that an import means: from the root, or with <c>./</c> from this folder.
    /// </summary>
    public string Imported(string name)
    {
        var path = name.StartsWith("salt://", StringComparison.Ordinal) ? name["salt://".Length..] : name;
        var relative = path.StartsWith("./", StringComparison.Ordinal)
            || path.StartsWith("../", StringComparison.Ordinal);
        var parts = new List<string>();
        foreach (var part in (relative ? Folder + "/" + path : path).Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
