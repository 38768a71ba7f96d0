namespace Brine.Cli.Commands;

/// <summary>A private folder that goes with its owner.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private ScratchFolder(string path) => Path = path;

    public string Path { get; }

    public static ScratchFolder Create(string prefix) => new(Directory.CreateTempSubdirectory(prefix + "-").FullName);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // What is left lies under /tmp and harms nobody.
        }
    }
}
