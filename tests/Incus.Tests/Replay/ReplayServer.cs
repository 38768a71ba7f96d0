using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Brine.Incus.Tests.Replay;

/// <summary>A request as it came off the wire.</summary>
public sealed record SeenRequest(string Method, string Target, string Head, string Body, int Connection)
{
    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}

/// <summary>
/// Answers over a unix socket with exactly the bytes it is told to, or by closing the connection. Each request is
/// handed to the script; a request the script has no answer for cuts the connection.
/// </summary>
public sealed class ReplayServer : IAsyncDisposable
{
    private readonly Func<SeenRequest, Reply> _script;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;

    public ReplayServer(Func<SeenRequest, Reply> script)
    {
        _script = script;
        SocketPath = Path.Combine(Path.GetTempPath(), $"replay-{Guid.NewGuid():N}.sock");
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string SocketPath { get; }

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    public IncusClient Client(IncusClientOptions? options = null, TimeProvider? time = null) =>
        new(IncusEndpoint.OfSocket(SocketPath), options ?? new IncusClientOptions(), time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
        File.Delete(SocketPath);
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                serving.Add(ServeAsync(socket, ++_connections));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket, int connection)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadAsync(stream, connection) is { } request)
            {
                Seen.Enqueue(request);
                var reply = _script(request);
                if (reply.Until is { } until) await until.WaitAsync(_stop.Token);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(reply.Text), _stop.Token);
                if (reply.Cuts) return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<SeenRequest?> ReadAsync(NetworkStream stream, int connection)
    {
        var text = new StringBuilder();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0) return null;
            text.Append((char)one[0]);
        }

        string head = text.ToString();
        string[] line = head.Split("\r\n")[0].Split(' ');
        var request = new SeenRequest(line[0], line[1], head, "", connection);
        if (request.Header("Content-Length") is not { } length) return request;
        byte[] body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return request with { Body = Encoding.UTF8.GetString(body) };
    }
}
