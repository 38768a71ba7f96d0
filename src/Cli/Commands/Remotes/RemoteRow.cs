using Brine.Incus.Remotes;

namespace Brine.Cli.Commands.Remotes;

/// <param name="State"><c>reachable</c>, <c>unreachable</c>, <c>not trusted</c>, <c>not trusted there</c>, <c>unusable</c> or <c>image server</c>.</param>
/// <param name="Version">Of the server; null: it did not say.</param>
/// <param name="Error">Why it cannot be used; null: it can.</param>
internal sealed record RemoteRow(CliRemote Remote, string State, string? Version, string? Error);
