using System.Collections.Immutable;
using Brine.Salt;
using Brine.Salt.Source;

namespace Brine.Converge.Read;

/// <summary>Files on disk → what the Salt room compiles. The only reader of state and pillar files.</summary>
public static class SourceReader
{
    /// <summary>One file; larger ones are data that got among the states.</summary>
    public const long LargestFile = 4L << 20;

    private static readonly string[] s_kinds = [".sls", ".jinja", ".j2", ".yaml", ".yml", ".json", ".txt", ".conf"];

    /// <summary>
    /// Tells files from SLS names, and finds the roots. With no word at all: the top files of the state roots; without
    /// state roots, the pillar roots' <c>incus</c> section.
    /// </summary>
    public static SourceFiles Read(SourceQuery query)
    {
        var log = new ReadLog();
        var config = query.SaltConfig is { } path ? MinionConfig.Read(path, log) ?? MinionConfig.None(log) : MinionConfig.None(log);
        var names = new List<string>();
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        foreach (var word in query.Words)
        {
            if (File.Exists(word) || LooksLikeFile(word))
                Add(log.Read(word, word, isNamed: true), files);
            else
                names.AddRange(word.Split(',', StringSplitOptions.RemoveEmptyEntries));
        }

        var states = Roots(query.StateRoots, config.Roots("file_roots", "/srv/salt"), "--state-root", query, log);
        if (states.IsEmpty)
            states = UsualRoot(query, files, log);
        var pillars = Roots(query.PillarRoots, config.Roots("pillar_roots", "/srv/pillar"), "--pillar-root", query, log);
        var saltenv = query.Saltenv ?? config.Saltenv;
        foreach (var (option, env, roots) in ((string, string?, SourceRoots)[])
            [("--saltenv", saltenv, states), ("--pillarenv", query.PillarEnv ?? config.PillarEnv, pillars)])
            if (env is not null && roots.Find(env) is null && !(roots.IsEmpty && env == SourceRoots.Base))
                log.Error("converge.read.environment", $"{option}: there is no environment '{env}'", null, roots.IsEmpty
                    ? "give its folder with --state-root or --pillar-root, as " + env + "=DIR"
                    : $"there is {string.Join(", ", roots.Names)}; give another one's folder as {env}=DIR");
        var isAll = query.Words.Count == 0;
        return new SourceFiles(
            new CompileRequest
            {
                Files = files.ToImmutable(),
                Sls = [.. names],
                IsHighstate = isAll && !states.IsEmpty,
                CarriesPillar = isAll && states.IsEmpty,
                StateRoots = states,
                PillarRoots = pillars,
                Saltenv = saltenv,
                PillarEnv = query.PillarEnv ?? config.PillarEnv,
                PillarData = Pillars(query, log),
                MinionId = query.MinionId ?? config.Id ?? "local",
                Minion = config.Options(),
                IsTest = query.IsTest,
            },
            config.Grains, log);
    }

    private static ImmutableArray<SourceFile> Pillars(SourceQuery query, ReadLog log) =>
        [.. query.Pillars.Select((text, i) => text.TrimStart().StartsWith('{')
            ? new SourceFile(FormattableString.Invariant($"--pillar {i + 1}"), text)
            : log.Read(text, text, isNamed: true)).OfType<SourceFile>()];

    private static void Add(SourceFile? file, ImmutableArray<SourceFile>.Builder files)
    {
        if (file is not null)
            files.Add(file);
    }

    private static bool LooksLikeFile(string word) =>
        word.Contains('/', StringComparison.Ordinal) || s_kinds.Contains(Path.GetExtension(word), StringComparer.OrdinalIgnoreCase);

    /// <summary>Where nothing is said: the folder of the first file; for an SLS name, the current folder.</summary>
    private static SourceRoots UsualRoot(SourceQuery query, ImmutableArray<SourceFile>.Builder files, ReadLog log)
    {
        if (query.Words.Count == 0)
            return SourceRoots.None;
        var shown = files.Count == 0 ? "" : Path.GetDirectoryName(files[0].Path) ?? "/";
        return SourceRoots.Of(new SourceTree([new SourceFolder(shown.Length == 0 ? "." : shown, shown, query.MostFiles, log)]));
    }

    /// <summary>Those of the command line; for an environment of which it says nothing, those of the configuration.</summary>
    private static SourceRoots Roots(
        IReadOnlyList<string> given, IEnumerable<(string Env, string Folder)> configured, string option, SourceQuery query,
        ReadLog log)
    {
        var roots = given.Select(Split).ToList();
        foreach (var (_, folder) in roots.Where(root => !Directory.Exists(root.Folder)))
            log.Error("converge.read.root", $"there is no folder '{folder}'", folder, $"give {option} a folder");
        var envs = roots.Select(root => root.Env).ToHashSet(StringComparer.Ordinal);
        roots.AddRange(configured.Where(root => !envs.Contains(root.Env)));
        return new SourceRoots(roots.GroupBy(root => root.Env, root => root.Folder).Select(env => (env.Key, new SourceTree(
            [.. env.Select(folder => (ISourceFolder)new SourceFolder(folder, folder == "." ? "" : folder, query.MostFiles, log))]))));
    }

    private static (string Env, string Folder) Split(string root)
    {
        var equals = root.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !Directory.Exists(root) && root[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? (root[..equals], root[(equals + 1)..]) : (SourceRoots.Base, root);
    }
}
