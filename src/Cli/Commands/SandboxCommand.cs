using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Planner.Report;
using Brine.Sandbox;

namespace Brine.Cli.Commands;

/// <summary><c>brine sandbox</c>: an Incus in memory, to try things on.</summary>
internal static class SandboxCommand
{
    public static Command Build(Surroundings world)
    {
        var socket = new Option<string?>("--socket")
            { Description = "where to listen (default: a new folder under /tmp)", HelpName = "PATH" };
        var seed = new Option<string?>("--seed")
            { Description = "what exists at the start (JSON; default: the examples' web tier)", HelpName = "FILE" };
        var flavor = new Option<string>("--flavor")
        {
            Description = "which Incus to speak like: 6.0.4 or 7.0.2",
            HelpName = "VERSION",
            DefaultValueFactory = _ => "6.0.4",
        };
        flavor.CompletionSources.Add("6.0.4", "7.0.2");
        var output = new OutputOptions(hasSalt: false);
        var command = new Command("sandbox", "Run a simulated Incus until Ctrl-C") { socket, seed, flavor };
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            using var folder = parsed.GetValue(socket) is null ? ScratchFolder.Create("brine-sandbox") : null;
            var path = parsed.GetValue(socket) is { } given ? Path.GetFullPath(given)
                : Path.Combine(folder!.Path, "unix.socket");
            var options = new SandboxOptions
            {
                SocketPath = Free(path),
                Flavor = Flavor(parsed.GetValue(flavor)),
                Seed = parsed.GetValue(seed) is { } file ? Seed(file) : SandboxSeed.WebTier(),
                Time = world.Time,
            };
            await using var server = await StartAsync(options, world.Interrupts.Stop);
            screen.Result(new StyledWriter()
                .Line(0, ("A simulated Incus ", Style.Plain), (parsed.GetValue(flavor) ?? "", Style.Plain),
                    " listens. In another terminal:").Gap()
                .Line(2, ($"export INCUS_SOCKET={path}", Style.Bold))
                .Line(2, ("brine list", Style.Bold), "                    its snapshots")
                .Line(2, ("brine create web-server/first", Style.Bold), " take one").Gap()
                .Line(0, "Everything is in memory. Ctrl-C ends it.").ToText());
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, world.Interrupts.Stop);
            }
            catch (OperationCanceledException)
            {
                // The way to end it.
            }

            return Exits.Done;
        });
        return command;
    }

    private static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken token)
    {
        try
        {
            return await SandboxServer.StartAsync(options, token);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, "correct the seed file");
        }
        catch (IOException e)
        {
            throw new UsageException($"cannot listen on '{options.SocketPath}': {e.Message}", "name another --socket");
        }
    }

    /// <summary>The sandbox replaces a socket that nobody listens on, and must replace nothing else.</summary>
    private static string Free(string path)
    {
        if (Bytes(path) > 107)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture,
                $"a socket's path has at most 107 bytes, '{path}' has {Bytes(path)}"),
                "name a shorter --socket");
        if (Directory.Exists(path))
            throw new UsageException($"'{path}' is a folder", "name a socket in it");
        if (!File.Exists(path))
            return path;
        try
        {
            using var opened = File.OpenRead(path);
        }
        catch (IOException)
        {
            // A socket cannot be opened as a file.
            if (!IsListening(path))
                return path;
            throw new UsageException($"a server listens on '{path}' already", "name another --socket");
        }

        throw new UsageException($"'{path}' is a file, not a socket", "name another --socket");
    }

    private static bool IsListening(string path)
    {
        using var socket = new Socket(
            AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int Bytes(string path) => System.Text.Encoding.UTF8.GetByteCount(path);

    private static SandboxFlavor Flavor(string? text) => text switch
    {
        "6.0.4" or "6.0" or "6" => SandboxFlavor.Incus604,
        "7.0.2" or "7.0" or "7" => SandboxFlavor.Incus702,
        _ => throw new UsageException($"'{text}' is no flavor of the sandbox", "give 6.0.4 or 7.0.2"),
    };

    private static SandboxSeed Seed(string file)
    {
        try
        {
            return SandboxSeed.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file}: {e.Message}", "correct the seed file");
        }
    }
}
