using Brine.Jinja;
using Brine.Salt.Source;

namespace Brine.Salt.Templates;

/// <summary>An error of the template engine as a diagnostic: file, line, the template line itself, the cause.</summary>
internal static class TemplateFault
{
    /// <param name="error">What the engine says.</param>
    /// <param name="find">The file of a template's name; null when it is not known.</param>
    /// <param name="diagnostics">Where it is told.</param>
    public static void Tell(JinjaException error, Func<string, SourceFile?> find, DiagnosticBag diagnostics)
    {
        var file = find(error.Template);
        var line = Math.Max(error.Line, 1);
        var text = file is null ? "" : Line(file.Text, line);
        var column = text.Length - text.TrimStart().Length;
        var message = text.Trim().Length == 0 ? error.Detail : $"{error.Detail}, in the template line '{text.Trim()}'";
        foreach (var frame in error.Chain)
            message += $"; in {frame.What}, from {find(frame.Template)?.Path ?? frame.Template}:{frame.Line}";
        diagnostics.Error("salt.jinja", message, new SourceSpan(file?.Path ?? error.Template, line, column + 1),
            Remedy(error.Detail));
    }

    private static string? Remedy(string detail)
    {
        if (detail.StartsWith("'env' is undefined", StringComparison.Ordinal))
            return "write saltenv; Salt knows env in managed files only";
        if (detail.Contains("is undefined", StringComparison.Ordinal)
            || detail.Contains("has no attribute", StringComparison.Ordinal))
            return "define it, check its spelling, or give a value for its absence with | default(…)";
        return null;
    }

    private static string Line(string text, int line)
    {
        var lines = text.Split('\n');
        return line <= lines.Length ? lines[line - 1].TrimEnd('\r') : "";
    }
}
