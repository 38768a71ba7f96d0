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
    private readonly bool _hasSalt;

    public OutputOptions(bool hasSalt)
    {
        _hasSalt = hasSalt;
        if (!hasSalt)
            _out.Description = "table for people; json or yaml for programs";
        _out.CompletionSources.Add(hasSalt ? ["table", "json", "yaml", "salt"] : ["table", "json", "yaml"]);
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
            "salt" when _hasSalt => OutputFormat.Salt,
            _ => null,
        };
        return new OutputChoice(
            format ?? throw new UsageException($"'{parsed.GetValue(_out)}' is no format for --out",
                _hasSalt ? "give table, json, yaml or salt" : "give table, json or yaml"),
            parsed.GetValue(_noColor) ? false : null, parsed.GetValue(_quiet), parsed.GetValue(_verbose));
    }
}
