using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

/// <summary>
/// Raw HTTP over a unix socket: no client of ours, so that the suite judges servers and nothing else.
/// </summary>
public sealed class RawIncus : IDisposable
{
    private readonly HttpClient _http;

    public RawIncus(string socket)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://incus/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public void Dispose() => _http.Dispose();

    public Task<Answer> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync("GET", path, null, null, cancellation);

    public async Task<Answer> SendAsync(
        string method, string path, string? body, string? ifMatch, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new Answer(
            (int)response.StatusCode,
            JsonNode.Parse(text)!.AsObject(),
            response.Headers.TryGetValues("Etag", out var etags) ? etags.First() : null,
            response.Headers.Location?.ToString(),
            response.Headers.Date);
    }

    /// <summary>Sends, and waits for the operation if the answer is one. The waited answer's shape is kept.</summary>
    public async Task<Outcome> RunAsync(string method, string path, string? body, CancellationToken cancellation)
    {
        var answer = await SendAsync(method, path, body, null, cancellation);
        if (answer.Type != "async")
            return new Outcome(answer, null, answer.Error);
        Assert.Equal(202, answer.Status);
        return await WaitAsync(answer, cancellation);
    }

    public async Task<Outcome> WaitAsync(Answer started, CancellationToken cancellation)
    {
        var waited = await GetAsync($"{started.Operation}/wait?timeout=60", cancellation);
        var error = waited.Type == "error" ? waited.Error : (string?)waited.Metadata?["err"] ?? "";
        return new Outcome(started, waited, error);
    }

    public static string Json(string name, string value) => new JsonObject { [name] = value }.ToJsonString();
}
