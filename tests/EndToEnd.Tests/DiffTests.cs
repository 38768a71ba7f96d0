using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The files that <c>brine diff</c> lists, on a real server.</summary>
[Trait("Server", "real")]
public sealed class DiffTests
{
    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task Added_changed_and_removed_files_are_listed(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("web", isRunning: true);
        await Shell(project, "cd /root; echo -n 12345 > grows; echo -n keep > same; echo -n x > goes; echo -n m > moded; echo -n o > owned; ln -s same points; mkdir old; echo 1 > old/one");
        (await project.Brine("create", "web/a")).Ends(0);
        await Shell(project, "cd /root; echo -n 1234567 > grows; rm goes; echo -n new > comes; chmod 700 moded; chown 100:200 owned; ln -sf grows points; rm -r old; mkdir fresh; echo 22 > fresh/two; mkfifo pipe; touch \"$(printf 'bad\\377')\"");
        (await project.Brine("create", "web/b")).Ends(0);
        await Shell(project, "echo 3 > /root/after");

        var between = await Files(project, "web/a", "web/b");
        Assert.True((bool)between["compared"]!);
        var list = between["list"]!.AsArray().Select(f => $"{f!["change"]} {f["path"]} {f["from_size"]?.ToString() ?? "-"} {f["to_size"]?.ToString() ?? "-"} {f["what"]}").ToList();
        Assert.Equal(
            ["added /root/comes - 3 3 B", "added /root/fresh/ - - folder", "added /root/fresh/two - 3 3 B", "removed /root/goes 1 - 1 B", "changed /root/grows 5 7 5 B -> 7 B",
             "changed /root/moded 1 1 mode 644 -> 700", "removed /root/old/ - - folder", "removed /root/old/one 2 - 2 B", "changed /root/owned 1 1 owner 0:0 -> 100:200",
             "added /root/pipe - - pipe", "changed /root/points - - link to same -> link to grows"],
            list.Where(l => l.Contains(" /root/", StringComparison.Ordinal)));
        Assert.Equal((false, "/root/bad\uFFFD"), ((bool)between["complete"]!, (string)between["unread"]!.AsArray().Single()!["path"]!));

        var now = await Files(project, "web/b");
        Assert.Equal(["added /root/after"], now["list"]!.AsArray().Select(f => $"{f!["change"]} {f["path"]}").Where(l => l.Contains("/root/", StringComparison.Ordinal)));
        var under = await Files(project, "web/a", "web/b", "--under", "root/fresh");
        Assert.Equal(["/root/fresh/", "/root/fresh/two"], under["list"]!.AsArray().Select(f => (string)f!["path"]!));
    }

    [Fact]
    public async Task People_are_told_how_many_more_there_are_and_what_could_not_be_compared()
    {
        await using var project = await Project.On("btr");
        await project.Container("web", isRunning: true);
        await Shell(project, "mkdir -p /srv/dir; ln -s /etc /srv/dir/out");
        (await project.Brine("create", "web/a")).Ends(0);
        await Shell(project, "mkdir /srv/new; cd /srv/new; for i in $(seq 300); do echo $i > f$i; done; for i in $(seq 30); do echo $i > /srv/dir/f$i; done");

        var told = (await project.Brine("diff", "web/a", "--under", "/srv", "--files", "2")).Ends(0).Out;
        Assert.Contains("Files: 331 added", told, StringComparison.Ordinal);
        Assert.Contains("… and 29 more; --files 20 shows more", told, StringComparison.Ordinal);
        Assert.Contains("+ /srv/new/  folder with 300 files, 1.1 KiB", (await project.Brine("diff", "web/a", "--under", "srv", "--files", "40")).Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("/srv/dir/out is a link", (await project.Brine("diff", "web/a", "--under", "/srv/dir/out/passwd")).Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("neither has /srv/nowhere", (await project.Brine("diff", "web/a", "--under", "/srv/nowhere")).Ends(0).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Files", (await project.Brine("diff", "web/a", "--files", "0")).Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Bench", "vm")]
    public async Task The_disk_of_a_virtual_machine_is_not_looked_into()
    {
        await using var project = await Project.On("btr", RealIncus.VmDirectory);
        await project.Incus("init", "--empty", "--vm", "vm", "-q");
        (await project.Brine("create", "vm/a")).Ends(0);

        var said = (await project.Brine("diff", "vm/a")).Ends(0).Out;
        Assert.Contains("Files were not compared: vm", said, StringComparison.Ordinal);
        Assert.Contains("is a virtual machine, and its disk is one image.", said.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Files(Project project, params string[] sides) =>
        JsonNode.Parse((await project.Brine(["diff", .. sides, "--files", "1000", "--out", "json"])).Ends(0).Out)!["files"]!;

    private static Task Shell(Project project, string script) => project.Incus("exec", "web", "--", "sh", "-c", script);
}
