using Brine.Incus;

namespace Brine.Cli.Options;

/// <param name="Choice">Null: the command line names no server.</param>
/// <param name="Project">Null: the connection's own.</param>
/// <param name="Timeout">Null: the client's own.</param>
internal sealed record ConnectionRequest(ConnectionChoice? Choice, string? Project, TimeSpan? Timeout);
