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
