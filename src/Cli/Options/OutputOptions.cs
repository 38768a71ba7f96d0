using System.CommandLine;
using Brine.Cli.Screens;

namespace Brine.Cli.Options;

/// <summary>How a command speaks.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string> _out = new("--out")
    {
        Description = "table for people; json, yaml or salt for programs",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "table",
    };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "no colour (as NO_COLOR does)" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "only results and errors" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "also what holds already" };
    private readonly string[] _formats;

    /// <param name="details">What <c>-v</c> shows; null: what the usual sentence says.</param>
    public OutputOptions(bool hasSalt, bool hasSarif = false, string? details = null)
    {
        _formats = ["table", "json", "yaml", .. hasSalt ? ["salt"] : Array.Empty<string>(), .. hasSarif ? ["sarif"] : Array.Empty<string>()];
        _out.Description = $"table for people; {Listed(_formats[1..])} for programs";
        _out.CompletionSources.Add(_formats);
        _verbose.Description = details ?? (hasSarif ? "also what is often meant so" : _verbose.Description);
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_out, _noColor, _quiet, _verbose])
            command.Options.Add(option);
    }

    public OutputChoice Read(ParseResult parsed)
    {
        OutputFormat? format = parsed.GetValue(_out) switch
        {
            "table" => OutputFormat.Table,
            "json" => OutputFormat.Json,
            "yaml" => OutputFormat.Yaml,
            "salt" => OutputFormat.Salt,
            "sarif" => OutputFormat.Sarif,
            _ => null,
        };
        if (!_formats.Contains(parsed.GetValue(_out)))
            format = null;
        return new OutputChoice(
            format ?? throw new UsageException($"'{parsed.GetValue(_out)}' is no format for --out",
                $"give {Listed(_formats)}"),
            parsed.GetValue(_noColor) ? false : null, parsed.GetValue(_quiet), parsed.GetValue(_verbose));
    }

    private static string Listed(string[] words) => $"{string.Join(", ", words[..^1])} or {words[^1]}";
}
