using System.Collections.Immutable;
using Brine.Converge.Read;
using Brine.Salt;
using Brine.Salt.Yaml;

namespace Brine.Converge.Tests;

/// <summary>Files and the machine, as templates meet them.</summary>
public sealed class ReadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cvr").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_root_is_loaded_whole_and_only_what_may_be_included()
    {
        Write("web/init.sls", "a: 1");
        Write("macros.jinja", "b");
        Write("notes.md", "c");
        Write(".git/config.yaml", "d");
        var named = Write("top.sls", "include: [web]");

        var read = SourceReader.Read([named], null);

        Assert.Empty(read.Problems);
        Assert.Equal(["macros.jinja", "top.sls", "web/init.sls"],
            read.StateRoot.Paths);
        Assert.Equal("a: 1", read.StateRoot.Find("web")!.Text);
        Assert.Equal(new Salt.Source.SourceFile(named, "include: [web]"), Assert.Single(read.Files));
    }

    [Fact]
    public void A_folder_is_not_read_for_a_file_that_reaches_for_nothing()
    {
        Write("other.sls", "a: 1");
        var named = Write("top.sls", "e: 1");

        Assert.Empty(SourceReader.Read([named], null).StateRoot.Paths);
        Assert.Equal(2, SourceReader.Read([named], _folder).StateRoot.Paths.Count());
    }

    [Fact]
    public void Each_file_that_cannot_be_read_is_one_error()
    {
        var binary = Path.Combine(_folder, "binary.sls");
        File.WriteAllBytes(binary, [0x61, 0xff, 0xc3]);
        var good = Write("good.sls", "a: 1");

        var read = SourceReader.Read([Path.Combine(_folder, "none.sls"), _folder, binary, good],
            Path.Combine(_folder, "nowhere"));

        Assert.True(read.HasErrors);
        Assert.Single(read.Files);
        var messages = read.Problems.Select(p => p.Message).ToList();
        Assert.Equal(["converge.read.file", "converge.read.folder", "converge.read.file", "converge.read.root"],
            read.Problems.Select(p => p.Code));
        Assert.Contains(messages, m => m.EndsWith("there is no such file", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.EndsWith("is a folder", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.EndsWith("it is not UTF-8 text", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.StartsWith("there is no folder", StringComparison.Ordinal));
    }

    [Fact]
    public void A_root_that_holds_too_much_is_told_and_not_loaded_whole()
    {
        var most = new string('x', (int)SourceReader.LargestFile);
        var files = (SourceReader.LargestRoot / SourceReader.LargestFile) + 3;
        for (var i = 0; i < files; i++)
            Write(FormattableString.Invariant($"data/{i}.txt"), most);
        var named = Write("top.sls", "a: 1");

        var read = SourceReader.Read([named], _folder);

        Assert.Equal("converge.read.root-size", Assert.Single(read.Problems).Code);
        Assert.False(read.HasErrors);
        Assert.True(read.StateRoot.Paths.Count() < files);
    }

    [Fact]
    public void A_command_runs_without_a_shell_and_gives_its_output_also_when_it_fails()
    {
        var host = new MinionHost("m1", TimeProvider.System);

        Assert.Equal("a b;c", host.Run(new CommandRequest { Arguments = ["printf", "%s\n", "a b;c"] }, Token).Output);
        Assert.Equal("out\nerr", host.Run(new CommandRequest { ShellText = "echo out; echo err >&2; exit 3" }, Token).Output);
        Assert.Equal("out", host.Run(new CommandRequest { ShellText = "echo out; echo err >&2",
            WithErrorOutput = false }, Token).Output);
        Assert.Equal("given", host.Run(new CommandRequest { Arguments = ["cat"], StandardInput = "given" }, Token).Output);
        Assert.Equal("v", host.Run(new CommandRequest { ShellText = "echo $K", Variables = new Dictionary<string,
            string>
        {
            ["K"] = "v",
        }.ToImmutableDictionary() }, Token).Output);
    }

    [Fact]
    public void A_command_that_is_missing_or_never_ends_is_an_error_that_names_it()
    {
        var host = new MinionHost("m1", TimeProvider.System);

        var missing = Assert.Throws<SaltHostException>(
            () => host.Run(new CommandRequest { Arguments = ["no-such-program-here"] }, Token));
        var endless = Assert.Throws<SaltHostException>(
            () => host.Run(new CommandRequest { Arguments = ["sleep", "1000"],
                Timeout = TimeSpan.FromMilliseconds(100) }, Token));

        Assert.Contains("no-such-program-here", missing.Message, StringComparison.Ordinal);
        Assert.Equal("'sleep 1000' did not end within 0.1 s and was killed", endless.Message);
    }

    [Fact]
    public void The_usual_grains_are_there()
    {
        var grains = new MinionHost("m1", TimeProvider.System).Grains;

        Assert.Equal("m1", Assert.IsType<YamlScalar>(grains["id"]).Value);
        Assert.Equal("Linux", Assert.IsType<YamlScalar>(grains["kernel"]).Value);
        Assert.Equal((long)Environment.ProcessorCount, Assert.IsType<YamlScalar>(grains["num_cpus"]).Value);
        Assert.All(["host", "os", "os_family", "osrelease", "cpuarch", "fqdn"], name =>
            Assert.Contains(name, grains.Keys));
    }

    private string Write(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }
}
