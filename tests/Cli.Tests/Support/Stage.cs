using System.Text;
using Brine.Cli.Timers;
using Brine.Converge.Apply;
using Brine.Incus;
using Brine.Sandbox;

namespace Brine.Cli.Tests.Support;

/// <summary>A simulated Incus, a folder, and command lines run in this process as a user would type them.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly StringBuilder _transcript = new();

    private Stage(string folder, SandboxServer server)
    {
        (Folder, Server) = (folder, server);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["INCUS_SOCKET"] = server.SocketPath, ["XDG_STATE_HOME"] = folder, ["HOME"] = folder,
            ["INCUS_CONF"] = folder, ["NO_COLOR"] = "1",
        };
        Client = new IncusClient(IncusEndpoint.OfSocket(server.SocketPath), new IncusClientOptions(), Time);
    }

    public FrozenTime Time { get; } = new();

    public string Folder { get; }

    public SandboxServer Server { get; }

    /// <summary>Hands of somebody else on the server.</summary>
    public IncusClient Client { get; }

    /// <summary>Null: there is none.</summary>
    public ISystemd? Systemd { get; set; }

    public bool IsRoot { get; set; }

    /// <summary>The variables that commands see.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>All commands so far with what they printed, scrubbed.</summary>
    public string Transcript => Golden.Scrub(_transcript.ToString(), Folder);

    /// <summary>Requests that may have changed something.</summary>
    public IEnumerable<string> Writes => Server.Control.Requests.Where(r => !r.StartsWith("GET ",
        StringComparison.Ordinal));

    public static async Task<Stage> OpenAsync(SandboxFlavor flavor = SandboxFlavor.Incus604, SandboxSeed? seed = null)
    {
        var folder = Directory.CreateTempSubdirectory("brine-cli-").FullName;
        var server = await SandboxServer.StartAsync(new SandboxOptions
        {
            SocketPath = Path.Combine(folder, "s"), Flavor = flavor, Seed = seed ?? SandboxSeed.WebTier(),
            Time = new FrozenTime(),
        }, TestContext.Current.CancellationToken);
        return new Stage(folder, server);
    }

    /// <summary>What was typed so far is no part of the transcript.</summary>
    public void Forget() => _transcript.Clear();

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Example(string name) => Write(Path.GetFileName(name),
        File.ReadAllText(Path.Combine(Golden.Repository, "examples", name)));

    public Task<Ending> RunAsync(params string[] args) => AnswerAsync(null, args);

    /// <param name="answer">What the user types; null: there is no terminal.</param>
    public async Task<Ending> AnswerAsync(string? answer, params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var world = World(output, error) with
        {
            In = new StringReader(answer ?? ""), InIsTerminal = answer is not null,
            ErrorIsTerminal = answer is not null,
        };
        var code = await CommandLine.RunAsync(args, world);
        var shown = args.Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"'{a}'" : a);
        _transcript.Append($"$ brine {string.Join(' ', shown)}\n").Append(output).Append(error);
        if (error.ToString() is { Length: > 0 } said && !said.EndsWith('\n'))
            _transcript.Append('\n');
        _transcript.Append($"[exit {code}]\n\n");
        return new Ending(code, output.ToString(), error.ToString());
    }

    public Surroundings World(TextWriter output, TextWriter error) => new()
    {
        Environment = Environment,
        In = TextReader.Null,
        Out = output,
        Error = error,
        Time = Time,
        Systemd = Systemd,
        IsRoot = IsRoot,
        Interrupts = new RunControl(TestContext.Current.CancellationToken, TestContext.Current.CancellationToken),
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

internal sealed record Ending(int Code, string Out, string Error);
