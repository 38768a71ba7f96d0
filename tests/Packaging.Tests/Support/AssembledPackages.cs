namespace Brine.Packaging.Tests.Support;

/// <summary>Both packages of packaging/assemble.sh, made of the program under test, and unpacked.</summary>
public sealed class AssembledPackages : IAsyncLifetime
{
    private readonly Folder _folder = new();

    public static bool CanBeMade { get; } = File.Exists("/usr/bin/dpkg-deb");

    public string Deb => Directory.GetFiles(Path.Combine(_folder.Path, "out"), "*.deb").Single();

    /// <summary>Where the .deb is unpacked; <c>DEBIAN</c> in it holds its control files.</summary>
    public string Root => Path.Combine(_folder.Path, "root");

    /// <summary>The one folder in the tarball.</summary>
    public string Tarball => Directory.GetDirectories(Path.Combine(_folder.Path, "tar")).Single();

    /// <summary>0.1.0-alpha.0.7, as the program says.</summary>
    public string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!CanBeMade)
            return;
        var (manual, made, tar) = (Path.Combine(_folder.Path, "manual"), Path.Combine(_folder.Path, "out"), Path.Combine(_folder.Path, "tar"));
        Assert.Equal(0, Manual.Program.Main([manual, "2026-01-15"]));
        (await Ran.Of(Path.Combine(RealIncus.Repository, "packaging", "assemble.sh"), ["--fast", RealIncus.Brine, manual, made])).Ends(0);
        (await Ran.Of("dpkg-deb", ["--raw-extract", Deb, Root])).Ends(0);
        Directory.CreateDirectory(tar);
        (await Ran.Of("tar", ["-xf", Directory.GetFiles(made, "*.tar.gz").Single(), "-C", tar])).Ends(0);
        Version = (await Ran.Of(RealIncus.Brine, ["--version"])).Ends(0).Out.Split(' ', '+')[1];
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
