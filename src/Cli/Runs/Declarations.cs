using System.Collections.Immutable;
using Brine.Cli.Options;
using Brine.Converge.Read;
using Brine.Planner.Desired;
using Brine.Salt;
using Brine.Salt.Source;

namespace Brine.Cli.Runs;

/// <summary>What is named on the command line → desired state: read, render, compile.</summary>
internal static class Declarations
{
    /// <summary>Everything that is wrong is in the diagnostics; with errors nothing may be planned.</summary>
    public static DesiredCompilation Read(
        SourceRequest request, Connection link, Surroundings world, CancellationToken token)
    {
        var sources = SourceReader.Read(request.Query);
        if (sources.HasErrors)
            return new DesiredCompilation(DesiredState.Empty, null, sources.Problems);
        using var server = new AskedServer(link);
        var compiled = SaltCompiler.Compile(sources.Request, Host(sources, request.NoExec, world, server.Facts), token);
        ImmutableArray<Diagnostic> found = [.. sources.Problems, .. compiled.Diagnostics];
        if (compiled.HasErrors)
            return new DesiredCompilation(DesiredState.Empty, null, found);
        var desired = DesiredCompiler.Compile(compiled.States, compiled.Pillars,
            new CompileOptions(link.Defaults, world.Time.GetUtcNow(), request.SkipForeign, request.NoExec) { PillarData = compiled.Pillar });
        return desired with { Diagnostics = [.. found, .. desired.Diagnostics] };
    }

    /// <param name="incus">The server that templates may ask; null: there is none.</param>
    public static ISaltHost Host(SourceFiles sources, bool noExec, Surroundings world, IIncusFacts? incus = null)
    {
        var host = new MinionHost(sources.Request.MinionId, world.Time) { MoreGrains = sources.Grains, Incus = incus };
        return noExec ? new NoExec(host) : host;
    }
}
