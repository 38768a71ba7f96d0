using System.Globalization;
using Brine.Planner.Report.Files;

namespace Brine.Converge.Files;

/// <summary>What of a file is compared.</summary>
/// <param name="Size">Bytes of a plain file; null for anything else.</param>
/// <param name="Target">Of a link.</param>
internal sealed record FileTraits(bool IsFolder, long? Size, DateTime WrittenAt, UnixFileMode Mode, string? Target)
{
    private const int Permissions = 0xFFF;

    /// <summary>Null: there is none.</summary>
    public static FileTraits? Of(FileSystemInfo? entry)
    {
        if (entry is null)
            return null;
        try
        {
            if (entry.LinkTarget is { } target)
                return new FileTraits(false, null, default, default, target);
            return entry switch
            {
                DirectoryInfo => new FileTraits(true, null, default, entry.UnixFileMode, null),
                FileInfo file => new FileTraits(false, file.Length, file.LastWriteTimeUtc, file.UnixFileMode, null),
                _ => null,
            };
        }
        catch (IOException)
        {
            return null; // gone since it was listed, or a name that is no text
        }
    }

    public string? DifferenceTo(FileTraits other) =>
        (IsFolder, Target is null) != (other.IsFolder, other.Target is null) ? $"{this} -> {other}"
        : Target != other.Target ? $"-> {Target} is now -> {other.Target}"
        : Size != other.Size ? $"{this} -> {other}"
        : WrittenAt != other.WrittenAt ? $"{this}, written anew"
        : Mode != other.Mode ? $"mode {Octal(Mode)} -> {Octal(other.Mode)}"
        : null;

    public override string ToString() => IsFolder ? "folder" : Target is not null ? $"link to {Target}" : FileDiffText.Bytes(Size ?? 0);

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode & Permissions, 8).PadLeft(3, '0').ToString(CultureInfo.InvariantCulture);
}
