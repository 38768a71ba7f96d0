using System.Text;
using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Filters;

/// <summary>Questions about files and programs of the machine</summary>
internal static class HostFilters
{
    public static FilterLine[] Table =>
    [
        new("which", "exe?", (a, host) => a.OptionalText("exe") is { Length: > 0 } name
            && HostFiles.Which(host, name) is { } path ? JinjaValue.Of(path) : JinjaValue.None),
        new("file_hashsum", "path form? chunk_size?", (a, host) =>
            DigestFilters.Hex(a.OptionalText("form") ?? "sha256", host.Read(a.Text("path")))),
        new("is_empty", "filename", (a, host) => JinjaValue.Of(host.Look(a.Text("filename")) is { IsFile: true, Size: 0 })),
        new("is_bin_file", "path", (a, host) => JinjaValue.Of(IsBinary(host, a.Text("path")))),
        new("is_text_file", "fp_ blocksize?", (a, host) => JinjaValue.Of(
            IsText(host, a.Text("fp_"), a.Integer("blocksize", 512)))),
        new("list_files", "directory", (a, host) => JinjaValue.List(
            HostFiles.Below(host, a.Text("directory")).Select(JinjaValue.Of))),
        new("get_uid", "user?", UserId),
    ];

    private static bool IsBinary(ISaltHost host, string path)
    {
        if (host.Look(path) is not { IsFile: true })
            return false;
        var start = host.Read(path).AsSpan();
        start = start[..Math.Min(start.Length, 2048)];
        return !IsUtf8(start) || IsMostlyOther(start);
    }

    private static bool IsText(ISaltHost host, string path, int size)
    {
        if (host.Look(path) is not { IsFile: true })
            return false;
        var start = host.Read(path).AsSpan();
        start = start[..Math.Clamp(size, 0, start.Length)];
        return !start.Contains((byte)0) && (IsUtf8(start) || !IsMostlyOther(start));
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool IsMostlyOther(ReadOnlySpan<byte> bytes)
    {
        var others = 0;
        foreach (var value in bytes)
        {
            if (value == 0)
                return true;
            others += value is (>= 32 and <= 126) or 8 or 9 or 10 or 12 or 13 ? 0 : 1;
        }
        return bytes.Length > 0 && others > 0.3 * bytes.Length;
    }

    private static JinjaValue UserId(Arguments a, ISaltHost host)
    {
        if (a.OptionalText("user") is not { } user)
            return host.Grains.TryGetValue("uid", out var own) && own is Yaml.YamlScalar { Value: long number }
                ? JinjaValue.Of(number)
                : JinjaValue.None;
        var lines = Encoding.UTF8.GetString(host.Read("/etc/passwd")).Split('\n');
        return lines.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[0] == user)
            is { } found && long.TryParse(found[2], out var id) ? JinjaValue.Of(id) : JinjaValue.None;
    }
}
