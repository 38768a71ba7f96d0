using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Brine.Planner.Plan;

namespace Brine.Cli.Timers;

/// <summary>The command that a timer is to run: one that may run alone, with absolute paths, and without a secret.</summary>
/// <param name="Arguments">Behind <c>brine</c>.</param>
/// <param name="Paths">All files and folders it names.</param>
/// <param name="StateFolder">Its <c>--state-dir</c>; null: the usual one.</param>
internal sealed record TimedCommand(ImmutableArray<string> Arguments, ImmutableArray<string> Paths, string? StateFolder)
{
    private static readonly string[] PathOptions =
    [
        "--state-root", "--pillar", "--pillar-root", "--salt-config", "--socket", "--cert", "--key", "--server-cert", "--state-dir",
        "--states",
    ];

    /// <exception cref="UsageException">It cannot be run by a timer.</exception>
    public static TimedCommand Read(IReadOnlyList<string> words, Surroundings world)
    {
        if (words is not ["apply" or "prune" or "doctor", ..])
            throw new UsageException($"a timer does not run '{words[0]}'",
                "behind '--' write 'apply FILE…', 'prune … --yes' or 'doctor'");
        var parsed = CommandLine.Parse(words, world);
        if (CommandLine.Complaint(parsed) is { } complaint)
            throw new UsageException($"'brine {string.Join(' ', words)}' would not run: {complaint}", $"'brine {words[0]} --help' shows how it is used");
        if (words[0] == "prune" && !words.Any(w => w is "--yes" or "-y"))
            throw new UsageException("'brine prune' deletes nothing without --yes, and nobody is there to see it", "add --yes");
        if (words[0] == "doctor" && words.Contains("--fix") && !words.Any(w => w is "--yes" or "-y"))
            throw new UsageException("'brine doctor --fix' asks before it repairs, and nobody is there to answer", "add --yes");
        var files = words[0] == "apply" ? Values(parsed) : [];
        var paths = ImmutableArray.CreateBuilder<string>();
        var arguments = ImmutableArray.CreateBuilder<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var (option, value) = Split(words[i]);
            if (value is null && PathOptions.Contains(option) && i + 1 < words.Count)
            {
                arguments.Add(option);
                arguments.Add(Absolute(option, words[++i], paths));
            }
            else
            {
                arguments.Add(value is not null && PathOptions.Contains(option) ? $"{option}={Absolute(option, value, paths)}"
                    : i > 0 && files.Contains(words[i]) ? TheFile(words[i], paths) : words[i]);
            }
        }

        return new TimedCommand(arguments.ToImmutable(), paths.ToImmutable(), StateFolderOf(arguments));
    }

    private static string[] Values(ParseResult parsed) =>
        [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value)];

    private static string TheFile(string word, ImmutableArray<string>.Builder paths)
    {
        if (!File.Exists(word))
            // web.snapshots is a name below a state root.
            return word.Contains('/', StringComparison.Ordinal) || word.EndsWith(".sls", StringComparison.Ordinal)
                ? throw new UsageException($"there is no file '{word}'", "the timer would fail at each run") : word;
        if (PlanJson.LooksLikeOne(File.ReadAllText(word)))
            throw new UsageException($"'{word}' is a saved plan, which does once what was right when it was made",
                "name the files that it was made of");
        return Seen(Path.GetFullPath(word), paths);
    }

    private static string Absolute(string option, string value, ImmutableArray<string>.Builder paths)
    {
        if (option == "--pillar" && value.TrimStart().StartsWith('{'))
            throw new UsageException("pillar data on the command line would stand in the unit, which everybody may read",
                "put it into a file and give --pillar FILE");
        var at = option is "--state-root" or "--pillar-root" ? value.IndexOf('=', StringComparison.Ordinal) + 1 : 0;
        return value[..at] + Seen(Path.GetFullPath(value[at..]), paths);
    }

    private static string Seen(string path, ImmutableArray<string>.Builder paths)
    {
        paths.Add(path);
        return path;
    }

    private static string? StateFolderOf(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
            if (Split(arguments[i]) is ("--state-dir", var value))
                return value ?? (i + 1 < arguments.Count ? arguments[i + 1] : null);
        return null;
    }

    private static (string Option, string? Value) Split(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? (word[..at], word[(at + 1)..]) : (word, null);
}
