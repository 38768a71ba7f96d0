namespace Brine.Incus;

/// <summary>The files that <see cref="EndpointResolver"/> may read. A missing file throws IOException.</summary>
public interface IConfigFiles
{
    bool Exists(string path);

    bool FolderExists(string path);

    string ReadText(string path);

    byte[] ReadBytes(string path);
}
