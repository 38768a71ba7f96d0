using System.Collections.Immutable;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Converge.Read;
using Brine.Planner.Lint;
using Brine.Salt;
using Brine.Salt.Source;

namespace Brine.Cli.Runs;

/// <summary>
/// Files and folders named on the command line → what lint finds. The files named are looked at as one run, as
/// <c>plan</c> would carry them out; those of a folder each for itself.
/// </summary>
internal static class LintRun
{
    private static readonly string[] Kinds = [".sls", ".yaml", ".yml"];

    /// <summary>Null, with errors on the screen, when a file cannot be read.</summary>
    public static LintReport? Report(SourceRequest request, ImmutableHashSet<string> ignored, Screen screen, Surroundings world)
    {
        var (folders, files) = (request.Files.Where(Directory.Exists).ToList(), request.Files.Where(f => !Directory.Exists(f)).ToList());
        var runs = new List<SourceRequest>();
        if (files.Count > 0)
            runs.Add(request with { Files = files });
        foreach (var folder in folders)
        {
            var inside = Inside(folder).ToList();
            if (inside.Count == 0)
                throw new UsageException($"there is no state file or pillar in '{folder}'", "name a folder that holds .sls or .yaml files");
            runs.AddRange(inside.Select(f => request with { Files = [f], StateRoot = request.StateRoot ?? folder }));
        }

        var reports = new List<LintReport>();
        foreach (var run in runs)
            if (One(run, ignored, screen, world) is { } report)
                reports.Add(report);
        return reports.Count < runs.Count ? null : reports is [var only] ? only : new LintReport(
            [.. reports.SelectMany(r => r.Findings).DistinctBy(f => (f.Rule, f.Span, f.Message))],
            reports.Sum(r => r.Files), reports.Sum(r => r.Suppressed));
    }

    private static LintReport? One(SourceRequest request, ImmutableHashSet<string> ignored, Screen screen, Surroundings world)
    {
        var read = SourceReader.Read(request.Files, request.StateRoot);
        var problems = read.Problems.ToBuilder();
        var pillars = Declarations.Pillars(request, problems);
        screen.Show(problems);
        if (problems.Any(p => p.Severity == Severity.Error))
            return null;
        var compiled = SaltCompiler.Compile(
            new CompileRequest
            {
                Files = read.Files, StateRoot = read.StateRoot, PillarData = pillars, MinionId = request.MinionId,
                IsTest = request.IsTest,
            },
            Declarations.Host(request, world), world.Interrupts.Stop);
        return Linter.Lint(new LintInput(compiled, world.Time.GetUtcNow())
        {
            StateRoot = read.StateRoot, Ignored = ignored, WithQuiet = screen.Choice.Verbose, IsNoExec = request.NoExec,
        });
    }

    /// <summary>State files and pillars below a folder: data that templates import is neither, nor is a top file.</summary>
    private static IEnumerable<string> Inside(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden, MaxRecursionDepth = 32 })
        .Where(f => Kinds.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(f) != "top.sls"
            && (f.EndsWith(".sls", StringComparison.OrdinalIgnoreCase) || SpeaksOfIncus(f)))
        .Order(StringComparer.Ordinal);

    private static bool SpeaksOfIncus(string path)
    {
        try
        {
            return File.ReadLines(path).Any(l => l.StartsWith("incus", StringComparison.Ordinal) || l.TrimStart().StartsWith("incus.", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // what cannot be read is told where it is read
        }
    }
}
