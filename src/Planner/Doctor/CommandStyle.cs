using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Brine.Planner.Names;

namespace Brine.Planner.Doctor;

/// <summary>How the commands of a finding are written, so that they reach the same server when copied to a shell.</summary>
public sealed partial record CommandStyle
{
    /// <summary>Before <c>incus</c>: <c>INCUS_SOCKET=/path </c>, or nothing.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Before names: <c>prod:</c>, or nothing where it is the server that <c>incus</c> takes by itself.</summary>
    public string Remote { get; init; } = "";

    /// <summary>Behind <c>brine</c>: <c> --socket /path</c>, or nothing.</summary>
    public string Options { get; init; } = "";

    /// <summary>The project that both take without being told.</summary>
    public string Project { get; init; } = "default";

    /// <summary>A name with its remote.</summary>
    public string At(string name) => Remote + name;

    /// <param name="project">Null: the command is about no project.</param>
    public string Incus(string? project, params IEnumerable<string> words) =>
        Environment + "incus " + Words(words) + Of(project);

    /// <summary>A command that names nothing but, if it must, the remote.</summary>
    public string List(params IEnumerable<string> words) => Incus(null, Remote.Length == 0 ? words : words.Append(Remote));

    public string Brine(string? project, params IEnumerable<string> words) => "brine " + Words(words) + Of(project) + Options;

    /// <summary>A word as a shell takes it.</summary>
    public static string Quote(string word)
    {
        if (Plain().IsMatch(word))
            return word;
        if (!word.Any(char.IsControl))
            return $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        var text = new StringBuilder("$'");
        foreach (var c in word)
            _ = char.IsControl(c) ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : c is '\'' or '\\' ? text.Append('\\').Append(c) : text.Append(c);
        return text.Append('\'').ToString();
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private string Of(string? project) => project is null || project == Project ? "" : " --project " + Quote(project);

    [GeneratedRegex(@"^[A-Za-z0-9_@%+=:,./-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
