using System.Text.Json;
using Brine.Jinja;

namespace Brine.Jinja.Tests;

/// <param name="Expected">Null: Jinja2 refuses it.</param>
internal sealed record RenderCase(
    string Text, Dictionary<string, JinjaValue> Variables, Dictionary<string, string> Files, string? Expected)
{
    public static string? Answer(JsonElement golden) =>
        golden.TryGetProperty("out", out var value) ? value.GetString() : null;

    /// <summary>Null when the text is what Jinja2 says, or both refuse; otherwise what differs.</summary>
    public string? Complaint(string title)
    {
        var (output, error) = Render(title);
        return output == Expected ? null
            : $"\n{title}\n  template: {Text}\n  wanted:   {Expected ?? "(an error)"}\n"
                + $"  got:      {output ?? "(error) " + error}";
    }

    private (string? Output, string? Error) Render(string title)
    {
        var options = new JinjaOptions { Load = name => Files.GetValueOrDefault(name) };
        try
        {
            return (Template.Render(title, Text, Variables, options, CancellationToken.None), null);
        }
        catch (JinjaException e)
        {
            return (null, e.Message);
        }
    }
}
