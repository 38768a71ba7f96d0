using Brine.Converge.Read;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Converge.Tests;

/// <summary>Files, roots and configurations, as they are found on disk.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cvs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_files_folder_is_the_root_and_is_read_when_asked()
    {
        Write("web/init.sls", "a: 1");
        Write("notes.md", "c");
        Write(".git/config.yaml", "d");
        var named = Write("top.sls", "include: [web]");

        var read = Read(named);
        var later = Write("later.sls", "b: 1");
        var root = read.Request.StateRoot;

        Assert.Empty(read.Problems);
        Assert.Equal("b: 1", root.Find("later")!.Text);
        Assert.Equal(["later.sls", "notes.md", "top.sls", "web/init.sls"], root.Paths);
        Assert.Equal(["later", "top", "web"], root.Names);
        Assert.Equal("a: 1", root.Find("web")!.Text);
        Assert.Equal("c", root.At("notes.md")!.Text);
        Assert.Equal(_folder + "/web/init.sls", root.Shown("web/init.sls"));
        Assert.Equal("later.sls", root.PathOf(later));
        Assert.Equal(new SourceFile(named, "include: [web]"), Assert.Single(read.Request.Files));
    }

    [Fact]
    public void Nothing_above_a_root_is_in_it()
    {
        Write("secret.sls", "a: 1");
        Write("root/top.sls", "b: 1");

        var root = Read(Path.Combine(_folder, "root", "top.sls")).Request.StateRoot;

        Assert.Null(root.At("../secret.sls"));
        Assert.Null(root.At(_folder + "/secret.sls"));
        Assert.Null(root.Find("..secret"));
    }

    [Fact]
    public void Each_file_that_cannot_be_read_is_one_error()
    {
        var binary = Path.Combine(_folder, "binary.sls");
        File.WriteAllBytes(binary, [0x61, 0xff, 0xc3]);
        var good = Write("good.sls", "a: 1");

        var read = SourceReader.Read(new SourceQuery
        {
            Words = [Path.Combine(_folder, "none.sls"), _folder, binary, good], StateRoots = [Path.Combine(_folder, "nowhere")],
        });

        Assert.True(read.HasErrors);
        Assert.Single(read.Request.Files);
        var messages = read.Problems.Select(p => p.Message).ToList();
        Assert.Equal(["converge.read.file", "converge.read.folder", "converge.read.file", "converge.read.root"],
            read.Problems.Select(p => p.Code));
        Assert.Contains(messages, m => m.EndsWith("there is no such file", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.EndsWith("is a folder", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.EndsWith("it is not UTF-8 text", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.StartsWith("there is no folder", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_in_a_root_that_is_too_large_is_told_when_it_is_asked_for()
    {
        Write("data.txt", new string('x', (int)SourceReader.LargestFile + 1));
        var read = Read(Write("top.sls", "a: 1"));

        Assert.Empty(read.Problems);
        Assert.Null(read.Request.StateRoot.At("data.txt"));
        Assert.Null(read.Request.StateRoot.At("data.txt"));

        Assert.Equal("converge.read.file", Assert.Single(read.Problems).Code);
        Assert.False(read.HasErrors);
    }

    [Fact]
    public void A_root_that_holds_too_many_files_is_told_when_it_is_searched()
    {
        foreach (var name in (string[])["a", "b", "c"])
            Write($"web/{name}.sls", "x: 1");

        var read = SourceReader.Read(new SourceQuery { Words = ["web.*"], StateRoots = [_folder], MostFiles = 2 });

        Assert.Equal(2, read.Request.StateRoot.Names.Count());
        Assert.Equal(("converge.read.root-size", false), (Assert.Single(read.Problems).Code, read.HasErrors));
    }

    [Fact]
    public void Of_several_roots_the_first_that_has_a_file_wins()
    {
        Write("one/a.sls", "one: 1");
        Write("two/a.sls", "two: 1");
        Write("two/b.sls", "two: 2");
        Write("dev/a.sls", "dev: 1");

        var read = SourceReader.Read(new SourceQuery
        {
            Words = ["a,b", "c"], Saltenv = "dev",
            StateRoots = [Path.Combine(_folder, "one"), Path.Combine(_folder, "two"), "dev=" + Path.Combine(_folder, "dev")],
        });

        Assert.Empty(read.Problems);
        Assert.Equal(["a", "b", "c"], read.Request.Sls);
        Assert.Equal("one: 1", read.Request.StateRoot.Find("a")!.Text);
        Assert.Equal("two: 2", read.Request.StateRoot.Find("b")!.Text);
        Assert.Equal("dev: 1", read.Request.StateRoots["dev"].Find("a")!.Text);
        Assert.Equal("dev", read.Request.Saltenv);
    }

    [Fact]
    public void A_minions_configuration_says_where_all_is_and_the_command_line_wins()
    {
        foreach (var folder in (string[])["states", "dev", "pillar", "mine"])
            Directory.CreateDirectory(Path.Combine(_folder, folder));
        var config = Write("etc/minion", $$"""
            id: web-7
            file_roots: {base: [{{_folder}}/states], dev: [{{_folder}}/dev]}
            pillar_roots: {base: [{{_folder}}/pillar]}
            pillar_source_merging_strategy: overwrite
            saltenv: dev
            """);
        Write("etc/minion.d/more.conf", "nodegroups: {web: 'web-*'}\nstate_top: highest.sls\ngrains: {role: web}\n");
        Write("etc/grains", "role: db\nrack: 4\n");

        var read = SourceReader.Read(new SourceQuery { SaltConfig = config, StateRoots = [Path.Combine(_folder, "mine")] });
        var grains = new MinionHost("x", TimeProvider.System) { MoreGrains = read.Grains }.Grains;

        Assert.Empty(read.Problems);
        Assert.True(read.Request.IsHighstate);
        Assert.Equal("web-7", read.Request.MinionId);
        Assert.Equal([Path.Combine(_folder, "mine")], read.Request.StateRoots["base"].Roots);
        Assert.Equal([Path.Combine(_folder, "dev")], read.Request.StateRoots["dev"].Roots);
        Assert.Equal([Path.Combine(_folder, "pillar")], read.Request.PillarRoots["base"].Roots);
        Assert.Equal(("highest.sls", PillarStrategy.Overwrite, "dev"),
            (read.Request.Minion.Top, read.Request.Minion.PillarStrategy, read.Request.Saltenv));
        Assert.True(read.Request.Minion.Nodegroups.ContainsKey("web"));
        Assert.Equal("web", Assert.IsType<YamlScalar>(grains["role"]).Value);
        Assert.Equal(4L, Assert.IsType<YamlScalar>(grains["rack"]).Value);
    }

    [Fact]
    public void What_a_configuration_asks_and_Brine_has_not_is_told()
    {
        var config = Write("minion", "pillar_source_merging_strategy: aggregate\ntop_file_merging_strategy: same\next_pillar: []\n");

        var read = SourceReader.Read(new SourceQuery { SaltConfig = config, Saltenv = "prod" });

        Assert.Equal(["converge.read.environment", "converge.read.config", "converge.read.config", "converge.read.config"],
            read.Problems.Select(p => p.Code));
        Assert.Contains(read.Problems, p => p.Message.Contains("'ext_pillar' of the minion's configuration is not read", StringComparison.Ordinal));
        Assert.True(read.HasErrors);
    }

    private static SourceFiles Read(params string[] words) => SourceReader.Read(new SourceQuery { Words = words });

    private string Write(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }
}
