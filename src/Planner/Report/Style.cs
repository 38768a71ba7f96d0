namespace Brine.Planner.Report;

/// <summary>What a piece of text is; how that looks is decided where it is printed.</summary>
public enum Style
{
    Plain,
    Dim,
    Bold,
    Heading,
    Create,
    Change,
    Delete,
    Restore,
    Power,
    Error,
    Warning,
}
