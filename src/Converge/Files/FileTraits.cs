using System.Globalization;
using Brine.Planner.Report.Files;

namespace Brine.Converge.Files;

/// <summary>What of a file is compared. Nothing is read but the target of a link.</summary>
/// <param name="Target">Of a link.</param>
/// <param name="Owner">As the instance sees it.</param>
internal sealed record FileTraits(FileStat Stat, string? Target, (uint User, uint Group) Owner)
{
    private const int TypeBits = 0xF000, Folder = 0x4000, Plain = 0x8000, Link = 0xA000, Pipe = 0x1000, Socket = 0xC000, Letters = 0x2000;

    public bool IsFolder => Type == Folder;

    public bool IsLink => Type == Link;

    /// <summary>Bytes of a plain file; null for anything else.</summary>
    public long? Size => Type == Plain ? Stat.Size : null;

    private int Type => Stat.Mode & TypeBits;

    /// <summary>Null: there is none.</summary>
    /// <exception cref="IOException">It cannot be examined.</exception>
    public static FileTraits? Of(string path, IdShift shift)
    {
        if (FileStat.Of(path) is not { } stat)
            return null;
        var target = (stat.Mode & TypeBits) == Link ? new FileInfo(path).LinkTarget : null;
        return new FileTraits(stat, target, (shift.User(stat.User), shift.Group(stat.Group)));
    }

    /// <summary>Null: they are alike.</summary>
    public string? DifferenceTo(FileTraits other)
    {
        if (Type != other.Type || Target != other.Target || (Device != other.Device))
            return $"{this} -> {other}";
        var found = new List<string>();
        if (Size != other.Size)
            found.Add($"{this} -> {other}");
        else if (Size is not null && Stat.WrittenAt != other.Stat.WrittenAt)
            found.Add($"{this}, written anew");
        if (!IsLink && Octal != other.Octal)
            found.Add($"mode {Octal} -> {other.Octal}");
        if (Owner != other.Owner)
            found.Add($"owner {Owned} -> {other.Owned}");
        return found.Count > 0 ? string.Join(", ", found) : null;
    }

    public override string ToString() => Type switch
    {
        Folder => "folder",
        Link => $"link to {Target}",
        Plain => FileDiffText.Bytes(Stat.Size),
        Pipe => "pipe",
        Socket => "socket",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(Type == Letters ? "character" : "block")} device {Stat.Device.Major}:{Stat.Device.Minor}"),
    };

    private (uint, uint) Device => Type is Folder or Link or Plain or Pipe or Socket ? default : Stat.Device;

    private string Octal => Convert.ToString(Stat.Mode & 0xFFF, 8).PadLeft(3, '0');

    private string Owned => string.Create(CultureInfo.InvariantCulture, $"{Owner.User}:{Owner.Group}");
}
