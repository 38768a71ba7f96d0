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
        SourceRequest request, ConnectionDefaults defaults, Surroundings world, CancellationToken token)
    {
        var sources = SourceReader.Read(request.Query);
        if (sources.HasErrors)
            return new DesiredCompilation(DesiredState.Empty, null, sources.Problems);
        var compiled = SaltCompiler.Compile(sources.Request, Host(sources, request.NoExec, world), token);
        ImmutableArray<Diagnostic> found = [.. sources.Problems, .. compiled.Diagnostics];
        if (compiled.HasErrors)
            return new DesiredCompilation(DesiredState.Empty, null, found);
        var desired = DesiredCompiler.Compile(compiled.States, compiled.Pillars,
            new CompileOptions(defaults, request.SkipForeign, request.NoExec) { PillarData = compiled.Pillar });
        return desired with { Diagnostics = [.. found, .. desired.Diagnostics] };
    }

    public static ISaltHost Host(SourceFiles sources, bool noExec, Surroundings world)
    {
        var host = new MinionHost(sources.Request.MinionId, world.Time) { MoreGrains = sources.Grains };
        return noExec ? new NoExec(host) : host;
    }
}
