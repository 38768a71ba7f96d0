using Brine.Manual.Pages;
using Brine.Manual.Units;
using Brine.Packaging.Tests.Support;

namespace Brine.Packaging.Tests;

/// <summary>The packages as files. That they install and go away again without a trace is packaging/check.sh's to show.</summary>
public sealed class DebianPackageTests : IClassFixture<AssembledPackages>
{
    private readonly AssembledPackages _packages;

    public DebianPackageTests(AssembledPackages packages)
    {
        Assert.SkipUnless(AssembledPackages.CanBeMade, "no dpkg-deb on this machine");
        _packages = packages;
    }

    [Theory]
    [InlineData("bin/brine")]
    [InlineData("share/bash-completion/completions/brine")]
    [InlineData("share/zsh/vendor-completions/_brine")]
    [InlineData("share/fish/vendor_completions.d/brine.fish")]
    [InlineData("share/brine/salt/_modules/incus.py")]
    [InlineData("share/brine/salt/_states/incus.py")]
    [InlineData("share/brine/salt/_beacons/incus_snapshots.py")]
    [InlineData("share/doc/brine/copyright")]
    [InlineData("share/doc/brine/changelog.gz")]
    [InlineData("share/doc/brine/changelog.Debian.gz")]
    [InlineData("share/doc/brine/THIRD-PARTY-NOTICES.txt")]
    [InlineData("share/doc/brine/docs/states.md")]
    [InlineData("share/doc/brine/examples/web-tier/web-tier.sls")]
    public void Everything_has_its_place(string path) => Assert.True(File.Exists(Path.Combine(_packages.Root, "usr", path)), path);

    [Fact]
    public void Every_command_has_its_page_and_every_timer_its_units()
    {
        Assert.Equal(Book.Chapters().Select(c => c.Page + ".1.gz").Order(StringComparer.Ordinal), Names("usr/share/man/man1"));
        Assert.Equal(PackagedUnits.Files().Select(u => u.Name).Order(StringComparer.Ordinal), Names("usr/lib/systemd/system"));
    }

    [Fact]
    public async Task All_is_roots_and_only_root_may_write()
    {
        var listed = (await Ran.Of("dpkg-deb", ["--contents", _packages.Deb])).Ends(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(listed, l => Assert.Matches("^(d|-)rw(x|-)r-(x|-)r-(x|-) root/root ", l));
        Assert.DoesNotContain(listed, l => l.Contains(" ./etc", StringComparison.Ordinal) || l.Contains(" ./var", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_version_is_the_programs()
    {
        var version = (await Ran.Of("dpkg-deb", ["--field", _packages.Deb, "Version"])).Ends(0).Out.Trim();
        Assert.Equal(_packages.Version.Replace('-', '~') + "-1", version);
        (await Ran.Of("dpkg", ["--validate-version", version])).Ends(0);
        // Before its release, however many commits.
        (await Ran.Of("dpkg", ["--compare-versions", version, "lt", _packages.Version.Split('-')[0] + "-2"])).Ends(0);
    }

    [Fact]
    public async Task Sums_are_given_for_every_file()
    {
        (await Ran.Of("md5sum", ["--check", "--strict", "DEBIAN/md5sums"], folder: _packages.Root)).Ends(0);
        Assert.Equal(Directory.GetFiles(Path.Combine(_packages.Root, "usr"), "*", SearchOption.AllDirectories).Length,
            File.ReadLines(Path.Combine(_packages.Root, "DEBIAN", "md5sums")).Count());
    }

    [Theory]
    [InlineData("postinst")]
    [InlineData("prerm")]
    [InlineData("postrm")]
    public async Task Maintainer_scripts_name_every_timer_and_are_read_by_a_shell(string script)
    {
        var path = Path.Combine(_packages.Root, "DEBIAN", script);
        (await Ran.Of("sh", ["-n", path])).Ends(0);
        Assert.All(PackagedUnits.All, t => Assert.Contains($" {t.Unit}.timer", File.ReadAllText(path), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("brine gro", "group")]
    [InlineData("brine group cr", "create")]
    [InlineData("brine plan --state-r", "--state-root")]
    public async Task Shells_find_the_completions_and_complete(string line, string word)
    {
        string[] shells = ["bash", "zsh", "fish"];
        Assert.SkipUnless(shells.All(s => File.Exists("/usr/bin/" + s)) && File.Exists("/usr/share/bash-completion/bash_completion"),
            "a shell is missing (apt install bash-completion zsh fish)");
        var share = Path.Combine(_packages.Root, "usr", "share");
        var environment = new Dictionary<string, string>
        {
            ["XDG_DATA_DIRS"] = share, ["FPATH"] = $"{share}/zsh/vendor-completions:{await ZshPathAsync()}", ["HOME"] = _packages.Root,
            // fish completes only commands that it finds.
            ["PATH"] = $"{_packages.Root}/usr/bin:{Environment.GetEnvironmentVariable("PATH")}",
        };
        foreach (var shell in shells)
        {
            var script = Path.Combine(RealIncus.Repository, "packaging", "shells", "complete." + shell);
            Assert.Equal((shell, word), (shell, (await Ran.Of(script, [line], environment)).Ends(0).Out.Trim()));
        }
    }

    [Fact]
    public async Task Systemd_takes_the_units()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed (apt install systemd)");
        using var folder = new Folder();
        // The program is not installed here; units are taken from where they lie.
        var units = Directory.GetFiles(Path.Combine(_packages.Root, "usr", "lib", "systemd", "system")).Select(f =>
            folder.Write(Path.GetFileName(f), File.ReadAllText(f).Replace("/usr/bin/brine", RealIncus.Brine, StringComparison.Ordinal))).ToList();
        var ran = (await Ran.Of("systemd-analyze", ["verify", "--man=no", .. units])).Ends(0);
        Assert.DoesNotContain("brine-", ran.Out + ran.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Salts_extension_has_the_version_of_the_program()
    {
        var salt = Path.Combine(_packages.Root, "usr", "share", "brine", "salt");
        Assert.SkipUnless((await Ran.Of("/usr/bin/python3", ["-c", "import setuptools"])).Exit == 0, "Python has no setuptools (apt install python3-setuptools)");
        var version = (await Ran.Of("/usr/bin/python3", ["-B", "setup.py", "--quiet", "--version"], folder: salt)).Ends(0).Out.Trim();
        Assert.Equal((await Ran.Of("/usr/bin/python3", ["-c", "import sys, setuptools; from pkg_resources import parse_version; print(parse_version(sys.argv[1]))", File.ReadAllText(Path.Combine(salt, "VERSION")).Trim()])).Ends(0).Out.Trim(), version);
        Assert.StartsWith(_packages.Version.Split('-')[0], version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tarball_holds_the_same_program_and_can_be_copied_to_usr_local()
    {
        Assert.Equal($"brine-{_packages.Version}-linux-x64", Path.GetFileName(_packages.Tarball));
        (await Ran.Of("cmp", [RealIncus.Brine, Path.Combine(_packages.Tarball, "bin", "brine")])).Ends(0);
        (await Ran.Of("cmp", [RealIncus.Brine, Path.Combine(_packages.Root, "usr", "bin", "brine")])).Ends(0);
        Assert.All((string[])["LICENSE", "README.md", "share/man/man1/brine.1.gz", "share/zsh/site-functions/_brine"], f => Assert.True(File.Exists(Path.Combine(_packages.Tarball, f)), f));
    }

    private static async Task<string> ZshPathAsync() => (await Ran.Of("zsh", ["-f", "-c", "print $FPATH"])).Ends(0).Out.Trim();

    private IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(Path.Combine(_packages.Root, folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
}
