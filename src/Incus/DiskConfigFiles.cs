namespace Brine.Incus;

/// <summary>The real disk.</summary>
public sealed class DiskConfigFiles : IConfigFiles
{
    // A socket is not a regular file, and File.Exists is true for it all the same (it is no directory).
    public bool Exists(string path) => File.Exists(path);

    public bool FolderExists(string path) => Directory.Exists(path);

    public string ReadText(string path) => File.ReadAllText(path);

    public byte[] ReadBytes(string path) => File.ReadAllBytes(path);
}
