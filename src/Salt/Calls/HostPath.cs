namespace Brine.Salt.Calls;

/// <summary>Paths as Python's <c>posixpath</c> has them.</summary>
internal static class HostPath
{
    /// <summary><c>normpath</c>: no doubled slashes, no <c>.</c>, and <c>..</c> carried out.</summary>
    public static string Normal(string path)
    {
        if (path.Length == 0)
            return ".";
        // Two slashes at the beginning mean something of their own to POSIX; three or more do not.
        var root = path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal)
            ? "//"
            : path[0] == '/' ? "/" : "";
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != ".." || (root.Length == 0 && (parts.Count == 0 || parts[^1] == "..")))
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }
        var normal = root + string.Join('/', parts);
        return normal.Length == 0 ? "." : normal;
    }

    /// <summary><c>basename</c>: what stands behind the last slash.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary><c>dirname</c>: what stands before the last slash.</summary>
    public static string Folder(string path)
    {
        var head = path[..(path.LastIndexOf('/') + 1)];
        return head.Trim('/').Length == 0 ? head : head.TrimEnd('/');
    }

    /// <summary><c>join</c>: a part that begins with a slash begins anew.</summary>
    public static string Join(string path, string part) =>
        part.StartsWith('/') ? part : path.Length == 0 || path.EndsWith('/') ? path + part : path + "/" + part;
}
