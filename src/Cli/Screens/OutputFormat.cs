namespace Brine.Cli.Screens;

/// <summary><c>--out</c>.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Yaml,
    Salt,
    Sarif,
}
