using System.Globalization;
using Brine.Planner.Report;
using Spectre.Console;

namespace Brine.Cli.Screens;

/// <summary>Tables without frames, so that they can be read, cut and searched; the last column gives way to the width.</summary>
internal static class Tables
{
    public static string Draw(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, int width, bool color)
    {
        var shown = rows.Select(r => r.Select(StyledRun.Harmless).ToArray()).ToList();
        var table = new Table().Border(TableBorder.None).HideFooters();
        for (var i = 0; i < heads.Count; i++)
        {
            // Measured here: a name that is cut in two cannot be copied.
            var column = new TableColumn(new Text(heads[i].ToUpperInvariant(), new Spectre.Console.Style(decoration: Decoration.Bold)))
                { Padding = new Padding(0, 0, i == heads.Count - 1 ? 0 : 2, 0) };
            if (i < heads.Count - 1)
                column.Width(shown.Select(r => r[i].Length).Append(heads[i].Length).Max()).NoWrap();
            table.AddColumn(column);
        }

        foreach (var row in shown)
            table.AddRow(row.Select(c => new Text(c)));
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        // Names that do not fit are shown whole all the same; the terminal wraps them.
        var needed = heads.Take(heads.Count - 1).Select((h, i) => shown.Select(r => r[i].Length).Append(h.Length).Max() + 2).Sum();
        console.Profile.Width = Math.Max(width, needed + 20);
        console.Write(table);
        return string.Concat(text.ToString().Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0).Select(l => l + "\n"));
    }
}
