using System.Collections.Immutable;

namespace Brine.Cli;

/// <summary>The exit codes: an API.</summary>
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

    /// <summary>What the help and the manual say of them.</summary>
    public static ImmutableArray<(int Code, string Meaning)> Meanings { get; } =
    [
        (Done, "done, or nothing to do"),
        (Failed, "something was refused or failed"),
        (ChangesPending, "plan: there is something to do; doctor: a warning"),
        (BadInput, "a file, argument or option is wrong; nothing was sent"),
        (Unreachable, "the server cannot be asked; nothing was changed"),
        (Interrupted, "interrupted"),
    ];
}
