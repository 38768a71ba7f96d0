using System.Text.Json;
using Brine.Jinja;

namespace Brine.Jinja.Tests;

/// <summary>A corpus file and its goldens; the formats are told in oracle.py.</summary>
internal sealed record CaseFile(string Name, IReadOnlyDictionary<string, RenderCase> Cases)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.cases")
        .Concat(Directory.EnumerateFiles(Folder, "*.lines"))
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static CaseFile Read(string name)
    {
        var path = Path.Combine(Folder, name);
        var texts = File.ReadAllText(path).Split('\n');
        using var goldens = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".golden.json")));
        var cases = name.EndsWith(".lines", StringComparison.Ordinal) ? Lines(texts) : Blocks(texts);
        return new CaseFile(name, cases.ToDictionary(entry => entry.Title, entry => entry.Case with
        {
            Expected = RenderCase.Answer(goldens.RootElement.GetProperty(entry.Title)),
        }));
    }

    private static IEnumerable<(string Title, RenderCase Case)> Lines(string[] texts)
    {
        var variables = "{}";
        foreach (var line in texts)
        {
            if (line.StartsWith("--- vars ", StringComparison.Ordinal)) variables = line[9..];
            else if (line.Length > 0 && !line.StartsWith("## ", StringComparison.Ordinal))
                yield return (line, new RenderCase(line, JsonValues.Variables(variables), [], null));
        }
    }

    private static IEnumerable<(string Title, RenderCase Case)> Blocks(string[] texts)
    {
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

            yield return (title, new RenderCase(text, variables, files, null));
        }
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
