using System.Text.Json;
using Brine.Jinja;

namespace Brine.Jinja.Tests;

/// <summary>A corpus file and its goldens; the format is told in oracle.py.</summary>
internal sealed record CaseFile(string Name, IReadOnlyDictionary<string, RenderCase> Cases)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.cases")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static CaseFile Read(string name)
    {
        var texts = File.ReadAllText(Path.Combine(Folder, name + ".cases")).Split('\n');
        using var goldens = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".golden.json")));
        var cases = new Dictionary<string, RenderCase>();
        for (var i = 0; i < texts.Length;)
        {
            if (!texts[i].StartsWith("=== ", StringComparison.Ordinal))
            {
                i++;
                continue;
            }

            var title = texts[i++][4..];
            var text = Body(texts, ref i);
            var variables = new Dictionary<string, JinjaValue>();
            var files = new Dictionary<string, string>();
            while (i < texts.Length && texts[i].StartsWith("--- ", StringComparison.Ordinal))
            {
                var head = texts[i++];
                var body = Body(texts, ref i);
                if (head.StartsWith("--- file ", StringComparison.Ordinal)) files[head[9..]] = body;
                else variables = JsonValues.Variables(body);
            }

            var golden = goldens.RootElement.GetProperty(title);
            var output = golden.TryGetProperty("out", out var value) ? value.GetString() : null;
            cases[title] = new RenderCase(text, variables, files, output);
        }

        return new CaseFile(name, cases);
    }

    private static string Body(string[] lines, ref int at)
    {
        var from = at;
        while (at < lines.Length && !lines[at].StartsWith("=== ", StringComparison.Ordinal)
            && !lines[at].StartsWith("--- vars", StringComparison.Ordinal)
            && !lines[at].StartsWith("--- file ", StringComparison.Ordinal)) at++;
        return string.Join('\n', lines[from..at]);
    }
}

/// <param name="Expected">Null: Jinja2 refuses it.</param>
internal sealed record RenderCase(
    string Text, Dictionary<string, JinjaValue> Variables, Dictionary<string, string> Files, string? Expected);
