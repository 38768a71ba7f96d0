using Brine.Planner.Report.Files;

namespace Brine.Planner.Tests.Report;

public sealed class FileDiffTests
{
    [Fact]
    public void Changed_files_on_a_screen_of_80_columns() => GoldenTests.Equal("files.txt", FileDiffText.Text(
        new FileComparison(
        [
            new FileDifference("/etc/hosts", FileChange.Changed, 120, 131, "120 B -> 131 B"),
            new FileDifference("/usr/share/doc/a-package-with-a-long-name/and-its/changelog.Debian.gz", FileChange.Changed, 9, 9, "9 B, written anew, mode 644 -> 600, owner 0:0 -> 100:200"),
            new FileDifference("/opt/app/", FileChange.Added, null, null, "folder with 1,204 files, 33.1 MiB"),
            new FileDifference("/root/line\nbreak\u001b[31m", FileChange.Removed, 1, null, "1 B"),
        ], 1205, 1, 2, null)
        {
            Rows = 44, Seen = 1_000_000, StoppedAt = "/var/lib/docker", Unreadable = 1300, Unread = [("/mnt/x\ufffd", "its name is not UTF-8")],
        }, 4).ToPlain(80));

    [Theory]
    [InlineData(null, 0, "No file differs.\n")]
    [InlineData("web is a virtual machine, and its disk is one image", 0, "Files were not compared: web is a virtual machine, and its disk is one image.\n")]
    [InlineData(null, 1, "No file differs, of those that were looked at.\nCould not be looked at, and may differ: 1\n  … and 1 more\n")]
    public void Where_there_is_nothing_to_list_that_is_said(string? why, int unreadable, string text) =>
        Assert.Equal(text, FileDiffText.Text(new FileComparison([], 0, 0, 0, why) { Unreadable = unreadable }, 20).ToPlain(80));
}
