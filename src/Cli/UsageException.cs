namespace Brine.Cli;

/// <summary>
/// What was asked for on the command line makes no sense; the message is shown, and nothing was sent.
/// </summary>
internal sealed class UsageException(string message, string? remedy = null) : Exception(message)
{
    public string? Remedy { get; } = remedy;
}
