namespace Brine.Salt;

/// <summary>What a command came to; its texts end without their last line ends.</summary>
/// <param name="Output">What it wrote, its error output behind it where the request asked for that.</param>
/// <param name="Errors">Its error output; empty where it is part of <paramref name="Output"/>.</param>
/// <param name="ExitCode">0 when it succeeded.</param>
/// <param name="ProcessId">The number it ran under.</param>
public sealed record CommandOutcome(string Output, string Errors = "", int ExitCode = 0, int ProcessId = 0);
