using System.Text;
using Brine.Planner.Report;

namespace Brine.Cli.Screens;

/// <summary>
/// How each style looks on a terminal: the sixteen colours that every theme sets so that they can be read.
/// </summary>
internal static class Ansi
{
    private const string Reset = "\u001b[0m";

    public static string Paint(StyledLine line)
    {
        var text = new StringBuilder().Append(' ', line.Indent);
        foreach (var run in line.Runs)
            if (Code(run.Style) is { } code && run.Text.Length > 0)
                text.Append("\u001b[").Append(code).Append('m').Append(run.Text).Append(Reset);
            else
                text.Append(run.Text);
        return text.ToString();
    }

    private static string? Code(Style style) => style switch
    {
        Style.Dim => "2",
        Style.Bold => "1",
        Style.Heading => "1;36",
        Style.Create => "32",
        Style.Change => "33",
        Style.Delete => "31",
        Style.Restore => "35",
        Style.Power => "34",
        Style.Error => "1;31",
        Style.Warning => "33",
        _ => null,
    };
}
