using System.Text;
using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Filters;

namespace Brine.Salt.Functions;

/// <summary>file.*: looking, never changing</summary>
internal static class FileFunctions
{
    public static FunctionLine[] Table =>
    [
        new("file.file_exists", "path", (a, w) => JinjaValue.Of(Look(a, w) is { IsFile: true })),
        new("file.directory_exists", "path", (a, w) => JinjaValue.Of(Look(a, w) is { IsFolder: true })),
        new("file.is_link", "path", (a, w) => JinjaValue.Of(Look(a, w) is { LinkTarget: not null })),
        new("file.readlink", "path canonicalize?", (a, w) => Look(a, w)?.LinkTarget is { } target
            ? JinjaValue.Of(target) : throw a.Wrong($"'{a.Text("path")}' is no link")),
        new("file.read", "path binary?", (a, w) => a.Flag("binary")
            ? JinjaValue.Bytes(w.Host.Read(a.Text("path")))
            : JinjaValue.Of(Lines(w.Host.Read(a.Text("path")), a))),
        new("file.readdir", "path", (a, w) => Look(a, w) is { IsFolder: true }
            ? JinjaValue.List(((string[])[".", "..", .. w.Host.Names(Path(a, w)).Order(StringComparer.Ordinal)]).Select(JinjaValue.Of))
            : throw a.Wrong($"'{a.Text("path")}' is no folder")),
        new("file.contains", "path text", (a, w) => JinjaValue.Of(Look(a, w) is { IsFile: true }
            && Encoding.UTF8.GetString(w.Host.Read(Path(a, w))).Contains(a.Shown("text").Trim(), StringComparison.Ordinal))),
        new("file.get_hash", "path form? chunk_size?", (a, w) =>
            DigestFilters.Hex(a.OptionalText("form") ?? "sha256", w.Host.Read(Path(a, w)))),
        new("file.get_sum", "path form?", (a, w) => Look(a, w) is { IsFile: true }
            ? DigestFilters.Hex(a.OptionalText("form") ?? "sha256", w.Host.Read(Path(a, w)))
            : JinjaValue.Of("File not found")),
        new("file.basename", "path", (a, _) => JinjaValue.Of(HostPath.Name(a.Text("path")))),
        new("file.dirname", "path", (a, _) => JinjaValue.Of(HostPath.Folder(a.Text("path")))),
        new("file.join", "*", (a, _) => JinjaValue.Of(a.Rest.Select(part => part.TryGetText(out var text)
            ? text : throw a.Wrong("a part of a path must be a text")).Aggregate(HostPath.Join))),
    ];

    private static HostEntry? Look(Arguments a, World w) => w.Host.Look(Path(a, w));

    private static string Path(Arguments a, World w)
    {
        var path = a.Text("path");
        return path is ['~'] or ['~', '/', ..] && w.Host.Variables.TryGetValue("HOME", out var home)
            ? home.TrimEnd('/') + path[1..]
            : path;
    }

    /// <summary>Python reads a text file with one kind of line end.</summary>
    private static string Lines(byte[] bytes, Arguments a) => ByteText.Of(bytes).TryGetText(out var text)
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : throw a.Wrong($"'{a.Text("path")}' is not UTF-8 text; binary=True gives its bytes");
}
