using Brine.Incus;
using Brine.Planner.Doctor;

namespace Brine.Cli.Runs;

/// <summary>Commands that are told to the user reach the server that was examined, from the same shell.</summary>
internal static class Reaching
{
    /// <param name="remote">The one that was named with what is examined; null: none.</param>
    public static CommandStyle Of(ConnectionChoice? given, IncusEndpoint endpoint, string? remote) => new()
    {
        Environment = given?.Socket is { } socket ? $"INCUS_SOCKET={CommandStyle.Quote(socket)} " : "",
        // A server at a URL has to be made known to the incus tool first, under some name.
        Remote = (remote ?? given?.Remote) is { } named ? named + ":" : given?.Url is not null && endpoint.SocketPath is null ? endpoint.Name + ":" : "",
        Options = given is null ? "" : string.Concat(Words(given).Select(w => " " + CommandStyle.Quote(w))),
        Project = endpoint.Project ?? "default",
    };

    private static IEnumerable<string> Words(ConnectionChoice given)
    {
        (string Option, string? Value)[] all =
        [
            ("--socket", given.Socket), ("--url", given.Url), ("--cert", given.ClientCertificatePath), ("--key", given.ClientKeyPath),
            ("--server-cert", given.ServerCertificatePath),
        ];
        var words = all.Where(o => o.Value is not null).SelectMany(o => new[] { o.Option, o.Value! }); // not null: just asked
        return given.Verify || given.Url is null ? words : words.Append("--no-verify");
    }
}
