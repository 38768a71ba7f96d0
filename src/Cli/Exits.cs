namespace Brine.Cli;

/// <summary>The exit codes: an API. The same table is in <c>brine --help</c>.</summary>
internal static class Exits
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>Something was refused or failed.</summary>
    public const int Failed = 1;

    /// <summary>From <c>plan</c>: there is something to do.</summary>
    public const int ChangesPending = 2;

    /// <summary>A file, an argument or an option is wrong; nothing was sent.</summary>
    public const int BadInput = 3;

    /// <summary>No server, or one side does not trust the other; nothing was changed.</summary>
    public const int Unreachable = 4;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;
}
