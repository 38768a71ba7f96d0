using Brine.Planner.Desired;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Planner.Tests.Plan;
using Brine.Salt.Yaml;

namespace Brine.Planner.Tests.Desired;

/// <summary>Compiles a text as the command line would, with a host that knows one date.</summary>
internal sealed class Compiled : ISaltHost
{
    public IReadOnlyDictionary<string, YamlNode> Grains { get; } = new Dictionary<string, YamlNode>();

    public DateTimeOffset Now => new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One file, and whether commands are switched off.</summary>
    public static DesiredCompilation With(bool noExec, string text)
    {
        var read = SaltCompiler.Compile(new CompileRequest { Files = [new SourceFile("f.sls", text)] }, new Compiled(), CancellationToken.None);
        Assert.True(!read.HasErrors, string.Join('\n', read.Diagnostics));
        return DesiredCompiler.Compile(read.States, read.Pillars, new CompileOptions(ConnectionDefaults.Local, World.Now, NoExec: noExec));
    }

    /// <summary>One file, where these are the servers that can be named.</summary>
    public static DesiredCompilation Among(ConnectionDefaults servers, string text)
    {
        var read = SaltCompiler.Compile(new CompileRequest { Files = [new SourceFile("f.sls", text)] }, new Compiled(), CancellationToken.None);
        Assert.True(!read.HasErrors, string.Join('\n', read.Diagnostics));
        return DesiredCompiler.Compile(read.States, read.Pillars, new CompileOptions(servers, World.Now));
    }

    public static DesiredCompilation Of(string text, bool skipForeign = false, params string[] more)
    {
        var files = new[] { text }.Concat(more).Select((t, i) => new SourceFile(i == 0 ? "f.sls" : FormattableString.Invariant($"f{i}.sls"), t));
        var read = SaltCompiler.Compile(new CompileRequest { Files = [.. files] }, new Compiled(), CancellationToken.None);
        Assert.True(!read.HasErrors, string.Join('\n', read.Diagnostics));
        return DesiredCompiler.Compile(read.States, read.Pillars, new CompileOptions(ConnectionDefaults.Local, World.Now, skipForeign));
    }

    public CommandOutcome Run(CommandRequest request, CancellationToken token) => new("20261123");
}
