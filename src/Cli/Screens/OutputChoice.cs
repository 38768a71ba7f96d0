namespace Brine.Cli.Screens;

/// <summary>What the user said about output.</summary>
/// <param name="Color">Null: where there is a terminal.</param>
internal sealed record OutputChoice(
    OutputFormat Format = OutputFormat.Table, bool? Color = null, bool Quiet = false, bool Verbose = false)
{
    public bool IsTable => Format == OutputFormat.Table;
}
