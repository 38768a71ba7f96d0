using Brine.Incus.Remotes;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Remotes;

/// <summary>Remotes for people and for programs.</summary>
internal static class RemoteTable
{
    private static readonly string[] Heads = ["NAME", "ADDRESS", "AUTH", "PROJECT", "STATE"];

    /// <summary>A reason stands below its row; the default remote has a star.</summary>
    public static StyledText Text(IReadOnlyList<RemoteRow> rows, string defaultRemote)
    {
        var cells = rows.Select(r => new[] { Named(r), r.Remote.Address, Auth(r.Remote), r.Remote.Project ?? "", Stated(r) }).ToList();
        var widths = Heads.Select((h, c) => cells.Select(r => r[c].Length).Append(h.Length).Max()).ToArray();
        var text = new StyledWriter().Line(0, (Line(Heads), Style.Bold));
        for (var i = 0; i < rows.Count; i++)
        {
            text.Line(0, Line(cells[i]));
            if (rows[i].Error is { } error)
                text.Hanging(2, 2, (error, Style.Warning));
        }

        return text.ToText();
        string Line(string[] row) => string.Join("  ", row.Select((c, i) => c.PadRight(widths[i]))).TrimEnd();
        string Named(RemoteRow row) => row.Remote.Name + (row.Remote.Name == defaultRemote ? "*" : "");
    }

    public static string Json(IEnumerable<RemoteRow> rows) => ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "remotes");
        json.WriteStartArray("remotes");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Remote.Name);
            json.WriteString("address", row.Remote.Address);
            json.WriteString("protocol", row.Remote.Protocol);
            json.WriteString("auth", Auth(row.Remote));
            json.WriteString("project", row.Remote.Project);
            json.WriteString("state", row.State);
            json.WriteString("version", row.Version);
            json.WriteString("error", row.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Stated(RemoteRow row) => row.Version is { } version ? $"{row.State}, Incus {version}" : row.State;

    private static string Auth(CliRemote remote) => remote.IsImageServer ? "none"
        : remote.Address.StartsWith("unix:", StringComparison.Ordinal) ? "socket" : remote.AuthType;
}
