using System.Collections.Immutable;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Converge.Read;
using Brine.Planner.Lint;
using Brine.Salt;

namespace Brine.Cli.Runs;

/// <summary>
/// What is named on the command line → what lint finds. Files and SLS names are looked at as one run, as <c>plan</c> would
/// carry them out; the files of a folder each for itself.
/// </summary>
internal static class LintRun
{
    /// <summary>Null, with errors on the screen, when a file cannot be read.</summary>
    public static LintReport? Report(SourceRequest request, ImmutableHashSet<string> ignored, Screen screen, Surroundings world)
    {
        var words = request.Query.Words.Where(w => !Directory.Exists(w)).ToList();
        var folders = request.Query.Words.Where(Directory.Exists).ToList();
        var runs = new List<SourceQuery>();
        if (words.Count > 0 || folders.Count == 0)
            runs.Add(request.Query with { Words = words });
        foreach (var folder in folders)
        {
            var inside = LintFolder.Files(folder).ToList();
            if (inside.Count == 0)
                throw new UsageException($"there is no state file or pillar in '{folder}'",
                    "name a folder that holds .sls or .yaml files");
            var pillars = LintFolder.PillarRoots(folder);
            runs.AddRange(inside.Select(f => request.Query with
            {
                Words = [f],
                PillarRoots = request.Query is { PillarRoots.Count: 0, SaltConfig: null } ? pillars
                    : request.Query.PillarRoots,
                StateRoots = request.Query.StateRoots is [] && request.Query.SaltConfig is null
                    ? [LintFolder.RootOf(f, folder)] : request.Query.StateRoots,
            }));
        }

        var reports = new List<LintReport>();
        foreach (var run in runs)
            if (One(request with { Query = run with { IsTest = true } }, ignored, screen, world) is { } report)
                reports.Add(report);
        return reports.Count < runs.Count ? null : reports is [var only] ? only : new LintReport(
            [.. reports.SelectMany(r => r.Findings).DistinctBy(f => (f.Rule, f.Span, f.Message))],
            reports.Sum(r => r.Files), reports.Sum(r => r.Suppressed));
    }

    private static LintReport? One(SourceRequest request, ImmutableHashSet<string> ignored, Screen screen, Surroundings world)
    {
        var read = SourceReader.Read(request.Query);
        var compiled = read.HasErrors ? null : SaltCompiler.Compile(read.Request, Declarations.Host(read, request.NoExec, world), world.Interrupts.Stop);
        // Files are read while they are compiled.
        screen.Show(read.Problems);
        return compiled is null || read.HasErrors ? null : Linter.Lint(new LintInput(compiled, world.Time.GetUtcNow())
        {
            StateRoot = read.Request.StateRoot, Ignored = ignored, WithQuiet = screen.Choice.Verbose,
                IsNoExec = request.NoExec,
        });
    }
}
