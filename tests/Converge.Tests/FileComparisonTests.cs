using System.Diagnostics;
using Brine.Converge.Files;
using Brine.Planner.Report.Files;

namespace Brine.Converge.Tests;

/// <summary>Two trees of files beside each other.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FileComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("brine-files-").FullName;

    // .NET deletes no name that is not UTF-8.
    public void Dispose() => Shell("cd /; rm -rf \"$0\"");

    [Fact]
    public void What_was_added_removed_or_changed_is_told_by_path()
    {
        Write("a/same", "s");
        Write("b/same", "s");
        Write("a/grows", "1");
        Write("b/grows", "333");
        Write("a/written", "one", hours: 1);
        Write("b/written", "two", hours: 2);
        Write("a/gone", "");
        Write("b/new", new string('x', 2048));
        Write("a/moded", "m");
        File.SetUnixFileMode(Write("b/moded", "m"), (UnixFileMode)0x9C0); // 4700
        File.CreateSymbolicLink(At("a/link"), "/etc/passwd");
        File.CreateSymbolicLink(At("b/link"), "nowhere");

        Assert.Equal(
            ["Removed /gone 0 B", "Changed /grows 1 B -> 3 B", "Changed /link link to /etc/passwd -> link to nowhere", "Changed /moded mode 644 -> 4700",
             "Added /new 2.0 KiB", "Changed /written 3 B, written anew"],
            Rows(Compare()));
    }

    [Fact]
    public void A_folder_that_is_new_or_gone_is_one_row_or_all_its_files_as_is_wished()
    {
        Write("a/old/one", "1");
        Write("b/fresh/deep/two", "22");
        Write("b/fresh/three", "333");
        Write("a/turned", "f");
        Write("b/turned/in", "4444");

        var whole = Compare();
        Assert.Equal(["Added /fresh/ folder with 2 files, 5 B", "Removed /old/ folder with 1 file, 1 B", "Changed /turned/ 1 B -> folder"], Rows(whole));
        var each = Compare(wholeFolders: false);
        Assert.Equal(
            ["Added /fresh/ folder", "Added /fresh/deep/ folder", "Added /fresh/deep/two 2 B", "Added /fresh/three 3 B", "Removed /old/ folder", "Removed /old/one 1 B",
             "Changed /turned/ 1 B -> folder", "Added /turned/in 4 B"],
            Rows(each));
        Assert.Equal((5, 2, 1, 8), (each.Added, each.Removed, each.Changed, each.Rows));
        Assert.Equal((each.Added, each.Removed, each.Changed, 3), (whole.Added, whole.Removed, whole.Changed, whole.Rows));
    }

    [Fact]
    public void Only_the_first_are_kept_and_all_are_counted()
    {
        foreach (var i in Enumerable.Range(0, 30))
            Write($"b/f{i:00}", "");
        Directory.CreateDirectory(At("a"));

        var some = Compare(shown: 2);
        Assert.Equal((30, 30, 2), (some.Added, some.Rows, some.Shown.Length));
        Assert.Equal(["Added /f00 0 B", "Added /f01 0 B"], Rows(some));
    }

    [Theory]
    [InlineData(5)] // at a file of the folder
    [InlineData(2)] // the folder alone holds more
    public void It_stops_where_there_are_too_many_and_says_where(int bound)
    {
        foreach (var i in Enumerable.Range(0, 6))
        {
            Write($"a/many/f{i}", "");
            Write($"b/many/f{i}", "");
        }

        var cut = Compare(bound: bound);
        Assert.StartsWith("/many", cut.StoppedAt, StringComparison.Ordinal);
        Assert.Equal(0, cut.Total);
        Assert.Null(Compare().StoppedAt);
    }

    [Fact]
    public void A_name_that_cannot_be_asked_for_is_told()
    {
        Write("b/x", "");
        Directory.CreateDirectory(At("a"));
        Shell("touch \"$0/b/$(printf 'bad\\377')\"");

        var found = Compare();
        Assert.Equal(1, found.Unreadable);
        Assert.Equal(("/bad\uFFFD", "its name is not UTF-8"), found.Unread.Single());
        Assert.Equal(["Added /x 0 B"], Rows(found));
    }

    [Fact]
    public void What_cannot_be_looked_into_is_told_with_the_systems_reason()
    {
        // Deeper than a path may be long: not even root can name it.
        Shell("""mkdir "$0/a"; name=$(printf '%0200d' 0); mkdir "$0/b"; cd "$0/b"; mkdir $name; for i in $(seq 25); do mkdir n; mv $name n/$name; mv n $name; done""");

        var found = Compare();
        Assert.Equal(1, found.Unreadable);
        Assert.Equal("File name too long", found.Unread.Single().Why);
        Assert.Equal((1, "/" + new string('0', 200) + "/"), (found.Rows, found.Shown.Single().Path));
    }

    [Fact]
    public void Owners_are_as_the_instance_sees_them()
    {
        const string map = """
            [{"Isuid":true,"Isgid":false,"Hostid":1000000,"Nsid":0,"Maprange":65536},{"Isuid":false,"Isgid":true,"Hostid":2000000,"Nsid":100,"Maprange":10}]
            """;
        var shift = IdShift.Of(new Dictionary<string, string> { ["volatile.last_state.idmap"] = map });
        Assert.Equal((0u, 65535u, 1065536u, 7u), (shift.User(1000000), shift.User(1065535), shift.User(1065536), shift.User(7)));
        Assert.Equal((100u, 109u, 2000010u), (shift.Group(2000000), shift.Group(2000009), shift.Group(2000010)));
        foreach (var none in new[] { "[]", "", "{}", "[{\"Isuid\":1}]", "no json" })
            Assert.Equal(1000000u, IdShift.Of(new Dictionary<string, string> { ["volatile.last_state.idmap"] = none }).User(1000000));
    }

    private FileComparison Compare(int shown = 100, bool wholeFolders = true, int bound = 1000)
    {
        var none = IdShift.Of(new Dictionary<string, string>());
        foreach (var side in new[] { "a", "b" })
            File.SetUnixFileMode(At(side), (UnixFileMode)0x1ED);
        return new TreeComparison(new FileWish(shown, wholeFolders, "/") { Bound = bound }, none, none, TestContext.Current.CancellationToken)
            .Compare(At("a"), At("b"), "/");
    }

    private static IEnumerable<string> Rows(FileComparison found) => found.Shown.Select(f => $"{f.Change} {f.Path} {f.What}");

    private void Shell(string script)
    {
        using var shell = Process.Start("sh", ["-c", script, _folder])!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text, int hours = 0)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0x1A4);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 23, hours, 0, 0, DateTimeKind.Utc));
        return path;
    }
}
