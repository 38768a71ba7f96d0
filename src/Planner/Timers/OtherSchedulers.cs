using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Brine.Planner.Timers;

/// <summary>The same timer for cron and for Salt.</summary>
public static class OtherSchedulers
{
    /// <summary>The command, a word of it each, as one types it.</summary>
    internal static IEnumerable<string> Words(TimerSpec spec) => spec.Arguments.Prepend(spec.Program).Select(Shell);

    /// <summary>Lines for a file in /etc/cron.d; empty when it was given in systemd's language, which cron does not speak.</summary>
    public static ImmutableArray<string> Cron(TimerSpec spec)
    {
        var words = spec.Environment.Select(e => $"{e.Key}={e.Value}").ToList();
        var command = string.Join(' ', words.Select(Shell).Prepend("env").Take(words.Count == 0 ? 0 : words.Count + 1)
            .Concat(Words(spec)));
        // To cron a '%' ends the line.
        return [.. spec.When.Crons.Select(c => $"{c} {(spec.IsUser ? "" : "root ")}{command.Replace("%", @"\%", StringComparison.Ordinal)}")];
    }

    /// <summary>
    /// Pillar data for a minion's schedule. It names the state, so that the minion renders it at each run; a job whose
    /// pillar holds a rendered name takes that one snapshot for ever.
    /// </summary>
    public static string Salt(TimerSpec spec)
    {
        var text = new StringBuilder("schedule:\n");
        var crons = spec.When.Crons;
        for (var i = 0; i < Math.Max(1, crons.Length); i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {spec.Unit}{(crons.Length > 1 ? "-" + (i + 1).ToString(CultureInfo.InvariantCulture) : "")}:\n");
            if (StateNames(spec) is { IsEmpty: false } names)
            {
                text.Append("    function: state.apply\n    args:\n");
                text.Append(CultureInfo.InvariantCulture, $"      - {Yaml(string.Join(',', names))}\n");
            }
            else
            {
                text.Append("    function: cmd.run\n    args:\n");
                text.Append(CultureInfo.InvariantCulture, $"      - {Yaml(string.Join(' ', Words(spec)))}\n");
            }

            if (StateNames(spec).IsEmpty && !spec.Environment.IsEmpty)
            {
                text.Append("    kwargs:\n      env:\n");
                foreach (var (key, value) in spec.Environment)
                    text.Append(CultureInfo.InvariantCulture, $"        {key}: {Yaml(value)}\n");
            }

            text.Append(crons.IsEmpty ? $"    # systemd's '{spec.When.Text}' has to be written in cron's language here\n    cron: ''\n"
                : $"    cron: {Yaml(crons[i])}\n");
            text.Append("    maxrunning: 1\n");
            if (spec.Delay > TimeSpan.Zero)
                text.Append(CultureInfo.InvariantCulture, $"    splay: {(long)spec.Delay.TotalSeconds}\n");
        }

        return text.ToString();
    }

    /// <summary>What <c>apply</c> was given, as Salt names it; empty: it is no apply, or applies a top file.</summary>
    private static ImmutableArray<string> StateNames(TimerSpec spec)
    {
        if (spec.Arguments is not ["apply", ..])
            return [];
        var names = ImmutableArray.CreateBuilder<string>();
        for (var i = 1; i < spec.Arguments.Length; i++)
        {
            if (!spec.Arguments[i].StartsWith('-'))
                names.Add(Name(spec.Arguments[i], Roots(spec.Arguments)));
            else if (!spec.Arguments[i].Contains('=', StringComparison.Ordinal) && !Switches.Contains(spec.Arguments[i]))
                i++; // its value
        }

        return names.ToImmutable();
    }

    private static readonly string[] Switches =
        ["--no-verify", "--no-exec", "--skip-foreign", "--serial", "--test", "--yes", "-y", "--no-color", "--quiet", "-q", "--verbose", "-v"];

    private static IEnumerable<string> Roots(ImmutableArray<string> arguments) => arguments.Zip(arguments.Skip(1))
        .Where(p => p.First == "--state-root").Select(p => p.Second[(p.Second.IndexOf('=', StringComparison.Ordinal) + 1)..].TrimEnd('/') + "/");

    private static string Name(string path, IEnumerable<string> roots)
    {
        if (!path.EndsWith(".sls", StringComparison.Ordinal))
            return path;
        var root = roots.FirstOrDefault(r => path.StartsWith(r, StringComparison.Ordinal)) ?? path[..(path.LastIndexOf('/') + 1)];
        var name = path[root.Length..^4].Replace('/', '.');
        return name.EndsWith(".init", StringComparison.Ordinal) ? name[..^5] : name;
    }

    private static string Shell(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '=' or ':' or ',' or '@' or '+' or '%')
            ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Yaml(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_') && !text.StartsWith('-')
            ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
