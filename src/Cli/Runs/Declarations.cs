using System.Collections.Immutable;
using Brine.Cli.Options;
using Brine.Converge.Read;
using Brine.Planner.Desired;
using Brine.Salt;
using Brine.Salt.Source;

namespace Brine.Cli.Runs;

/// <summary>Files named on the command line → desired state: read, render, compile.</summary>
internal static class Declarations
{
    /// <summary>Everything that is wrong is in the diagnostics; with errors nothing may be planned.</summary>
    public static DesiredCompilation Read(
        SourceRequest request, ConnectionDefaults defaults, Surroundings world, CancellationToken token)
    {
        var sources = SourceReader.Read(request.Files, request.StateRoot);
        var problems = sources.Problems.ToBuilder();
        var pillars = Pillars(request, problems);
        if (problems.Any(p => p.Severity == Severity.Error))
            return new DesiredCompilation(DesiredState.Empty, null, problems.ToImmutable());
        var compiled = SaltCompiler.Compile(
            new CompileRequest
            {
                Files = sources.Files,
                StateRoot = sources.StateRoot,
                PillarData = pillars,
                MinionId = request.MinionId,
                IsTest = request.IsTest,
            },
            Host(request, world), token);
        problems.AddRange(compiled.Diagnostics);
        if (compiled.HasErrors)
            return new DesiredCompilation(DesiredState.Empty, null, problems.ToImmutable());
        var desired = DesiredCompiler.Compile(compiled.States, compiled.Pillars,
            new CompileOptions(defaults, request.SkipForeign));
        return desired with { Diagnostics = [.. problems, .. desired.Diagnostics] };
    }

    public static ISaltHost Host(SourceRequest request, Surroundings world) => request.NoExec
        ? new NoExec(new MinionHost(request.MinionId, world.Time))
        : new MinionHost(request.MinionId, world.Time);

    public static ImmutableArray<SourceFile> Pillars(
        SourceRequest request, ImmutableArray<Diagnostic>.Builder problems) =>
        [.. request.Pillars.Select((text, i) => text.TrimStart().StartsWith('{')
            ? new SourceFile(FormattableString.Invariant($"--pillar {i + 1}"), text)
            : SourceReader.ReadNamed(text, problems)).OfType<SourceFile>()];
}
