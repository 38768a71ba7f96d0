namespace Brine.Packaging.Tests.Support;

/// <summary>A folder of one test, and what reads the files in it.</summary>
internal sealed class Folder : IDisposable
{
    private const string Man = "/usr/bin/man";

    public string Path { get; } = Directory.CreateTempSubdirectory("brine-packaging-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A page as a reader sees it, on a screen wide enough for every line. That groff warns of something fails.</summary>
    public static async Task<string> ManAsync(string page)
    {
        Assert.SkipUnless(File.Exists(Man), $"{Man} is not installed (apt install man-db)");
        var ran = (await Ran.Of(Man, ["--warnings", "-E", "UTF-8", "-l", page], new Dictionary<string, string> { ["MANWIDTH"] = "10000", ["LC_ALL"] = "C.UTF-8" })).Ends(0);
        Assert.Equal("", ran.Err);
        return ran.Out;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
