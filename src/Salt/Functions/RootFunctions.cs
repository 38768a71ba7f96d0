using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Source;

namespace Brine.Salt.Functions;

/// <summary>cp.* and those of slsutil.* that look into the state root</summary>
internal static class RootFunctions
{
    public static FunctionLine[] Table =>
    [
        new("cp.get_file_str", "path saltenv?", (a, w) => w.File(a.Text("path"), a.OptionalText("saltenv")) is { } file
            ? JinjaValue.Of(file.Text) : JinjaValue.False),
        new("cp.list_master", "saltenv? prefix?", (a, w) => JinjaValue.List(Tree(a, w).Paths
            .Where(path => path.StartsWith((a.OptionalText("prefix") ?? "").TrimStart('/'), StringComparison.Ordinal))
            .Select(JinjaValue.Of))),
        new("cp.list_master_dirs", "saltenv? prefix?", (a, w) => JinjaValue.List(Tree(a, w).Paths.SelectMany(Folders)
            .Where(path => path.StartsWith((a.OptionalText("prefix") ?? "").TrimStart('/'), StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(JinjaValue.Of))),
        new("cp.list_states", "saltenv?", (a, w) => JinjaValue.List(Tree(a, w).Names.Select(JinjaValue.Of))),
        new("slsutil.file_exists", "path saltenv?", (a, w) => JinjaValue.Of(IsFile(Tree(a, w), a.Text("path")))),
        new("slsutil.dir_exists", "path saltenv?", (a, w) => JinjaValue.Of(IsFolder(Tree(a, w), a.Text("path")))),
        new("slsutil.path_exists", "path saltenv?", (a, w) => JinjaValue.Of(Exists(Tree(a, w), a.Text("path")))),
        new("slsutil.findup", "startpath filenames saltenv?", FindUp),
    ];

    private static SourceTree Tree(Arguments a, World w) => w.Tree(a.OptionalText("saltenv"));

    private static bool IsFile(SourceTree tree, string path) => tree.At(path) is not null;

    private static bool IsFolder(SourceTree tree, string path) =>
        path is "" or "." || tree.Paths.Any(file => file.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>The folders around a file.</summary>
    private static IEnumerable<string> Folders(string path)
    {
        for (var folder = HostPath.Folder(path); folder.Length > 0; folder = HostPath.Folder(folder))
            yield return folder;
    }

    private static bool Exists(SourceTree tree, string path) => IsFile(tree, path) || IsFolder(tree, path);

    /// <summary>The nearest of some files, in a folder or one of those around it.</summary>
    private static JinjaValue FindUp(Arguments a, World w)
    {
        var tree = Tree(a, w);
        var start = a.OptionalText("startpath") is { Length: > 0 } given ? HostPath.Normal(given) : "";
        if (start.Length > 0 && !Exists(tree, start))
            throw a.Wrong($"'{start}' is not in the state root");
        var names = a.Value("filenames") switch
        {
            { Kind: JinjaKind.Text } one => [one.ToText()],
            { Kind: JinjaKind.List } list => list.Items.Select(name => name.ToText()).ToList(),
            _ => throw a.Wrong("'filenames' must be a text or a list of texts"),
        };
        for (var folder = start; ; folder = HostPath.Folder(folder))
        {
            foreach (var path in names.Select(name => HostPath.Normal(HostPath.Join(folder, name))))
                if (Exists(tree, path))
                    return JinjaValue.Of(path);
            if (folder.Length == 0)
                throw a.Wrong($"none of {string.Join(", ", names)} is in '{start}' or a folder around it");
        }
    }
}
