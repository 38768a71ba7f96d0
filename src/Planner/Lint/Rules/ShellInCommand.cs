using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;

namespace Brine.Planner.Lint.Rules;

/// <summary>Shell language given to <c>cmd.run</c>, which has no shell.</summary>
internal static partial class ShellInCommand
{
    private static readonly LintRule Shell = new("template-no-shell", FindingSeverity.Error,
        "A pipe, variable or other shell language in cmd.run, which runs no shell.",
        "In a template, Salt splits the text into words and runs the first: 'date +%F | tr - _' calls date with the arguments "
        + "'|', 'tr', '-', '_', and date's complaint becomes the name.",
        "Write salt['cmd.shell'](…), or add python_shell=True; better, use a filter: {{ x | replace('-', '_') }}.");

    public static LintCheck Check { get; } = new([Shell], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var scan in subject.Templates)
            foreach (var tag in scan.Tags)
                foreach (var text in tag.Strings.Where(s => Call().IsMatch(tag.Text[..s.At])))
                    if (!tag.Text.Contains("python_shell", StringComparison.Ordinal) && Sign(text.Value) is { } sign)
                        findings.Add(Shell, text.Span,
                            $"'{sign}' in '{text.Value}' is shell language, but cmd.run runs no shell: it becomes an argument",
                            sign == "|" && text.Value.TrimStart().StartsWith("date ", StringComparison.Ordinal)
                                ? "give date the format that you want, or use a filter such as | replace('-', '_')"
                                : "write salt['cmd.shell'](…), or add python_shell=True");
    }

    /// <summary>The first sign outside quotes that only a shell understands.</summary>
    private static string? Sign(string command)
    {
        var quote = '\0';
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            if (c == '\\')
                i++;
            else if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"')
                quote = c;
            else if (c is '|' or ';' or '<' or '>' or '`')
                return c.ToString();
            else if (c == '&' && (i == 0 || command[i - 1] is ' ' or '&'))
                return command.AsSpan(i).StartsWith("&&") ? "&&" : "&";
            else if (c == '$' && i + 1 < command.Length && (command[i + 1] is '(' or '{' or '_'
                || char.IsAsciiLetter(command[i + 1])))
                return command[i + 1] == '(' ? "$(" : "$" + string.Concat(command.Skip(i + 1)
                    .TakeWhile(l => l is '_' or '{' or '}' || char.IsAsciiLetterOrDigit(l)));
        }

        return null;
    }

    [GeneratedRegex(@"(cmd\.run(_stdout|_stderr|_all)?['""]\]|salt\.cmd\.run(_stdout|_stderr|_all)?)\s*\(\s*(cmd\s*=\s*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Call();
}
