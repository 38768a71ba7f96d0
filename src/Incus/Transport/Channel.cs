using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brine.Incus.Wire;

namespace Brine.Incus.Transport;

/// <summary>An answer that was no error.</summary>
internal readonly record struct Answer<T>(T? Metadata, string? Operation, string? ETag);

/// <summary>Sends one request, reads one answer, turns all else into an <see cref="IncusException"/>.</summary>
internal sealed class Channel : IDisposable
{
    /// <summary>How often a read is asked anew after the connection broke.</summary>
    private const int ReadAttempts = 3;

    /// <summary>How long a change already sent is waited for after a cancellation.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>An answer that took no longer tells the server's time.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    private static readonly UriCreationOptions AsWritten =
        new() { DangerousDisablePathAndQueryCanonicalization = true };
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly HttpMessageInvoker _http;
    private readonly IncusEndpoint _endpoint;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly string _origin;
    private readonly Lock _clock = new();
    private TimeSpan _offset;
    private TimeSpan _way = TimeSpan.MaxValue;

    public Channel(IncusEndpoint endpoint, IncusClientOptions options, TimeProvider time)
    {
        _endpoint = endpoint;
        _limit = options.OperationTimeout;
        _time = time;
        _origin = endpoint.Address.GetLeftPart(UriPartial.Authority);
        _http = new HttpMessageInvoker(Handlers.For(endpoint, options), disposeHandler: true);
    }

    public TimeSpan ClockOffset
    {
        get
        {
            lock (_clock)
                return _offset;
        }
    }

    /// <summary>A read. Asked again when the connection broke under it.</summary>
    public Task<Answer<T>> GetAsync<T>(
        string path, string doing, JsonTypeInfo<Envelope<T>> shape, CancellationToken ct) =>
        GetAsync(path, doing, shape, _limit, ct);

    public Task<Answer<T>> GetAsync<T>(
        string path, string doing, JsonTypeInfo<Envelope<T>> shape, TimeSpan limit, CancellationToken ct) =>
        ReadAsync(path, doing, limit, (request, token) => AskAsync(request, path, doing, shape, token), ct);

    /// <summary>A list, of which only what is chosen is ever held: a server may have a hundred thousand rows.</summary>
    /// <param name="choose">Null: the row is none of those wanted.</param>
    /// <returns>What was chosen, in the server's order, and how many rows there were.</returns>
    public Task<(List<TKept> Kept, int Rows)> ListAsync<T, TKept>(
        string path, string doing, JsonTypeInfo<T> shape, Func<T, TKept?> choose, CancellationToken ct)
        where TKept : class =>
        ReadAsync(path, doing, _limit, (request, token) => ChooseAsync(request, path, doing, shape, choose, token), ct);

    private async Task<TAnswer> ReadAsync<TAnswer>(
        string path, string doing, TimeSpan limit, Func<HttpRequestMessage, CancellationToken, Task<TAnswer>> ask, CancellationToken ct)
    {
        for (int attempt = 1; ; attempt++)
        {
            using var cut = new CancellationTokenSource(limit, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, ct);
            try
            {
                using var request = Request(HttpMethod.Get, path);
                return await ask(request, both.Token);
            }
            catch (Exception e) when (Failures.IsTransport(e))
            {
                ct.ThrowIfCancellationRequested();
                var failure = Failures.Of(e, _endpoint, doing, path, cut.IsCancellationRequested);
                if (failure.Kind != IncusErrorKind.ConnectionLost || attempt == ReadAttempts) throw failure;
            }
        }
    }

    /// <summary>A file as it is.</summary>
    public async Task<string> ReadTextAsync(string path, string doing, CancellationToken ct)
    {
        using var cut = new CancellationTokenSource(_limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, ct);
        try
        {
            using var request = Request(HttpMethod.Get, path);
            using var response = await _http.SendAsync(request, both.Token);
            await using var body = await response.Content.ReadAsStreamAsync(both.Token);
            if (!response.IsSuccessStatusCode) throw await RefusalAsync(body, path, doing, (int)response.StatusCode, both.Token);
            using var reader = new StreamReader(body);
            return await reader.ReadToEndAsync(both.Token);
        }
        catch (Exception e) when (Failures.IsTransport(e))
        {
            ct.ThrowIfCancellationRequested();
            throw Failures.Of(e, _endpoint, doing, path, cut.IsCancellationRequested);
        }
    }

    /// <summary>
    /// A change: sent once. A cancellation before it is sent stops it; afterwards the answer is waited for a moment,
    /// because what was sent cannot be taken back.
    /// </summary>
    public async Task<Answer<WireOperation>> SendAsync(Change change, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var cut = new CancellationTokenSource(_limit, _time);
        using var grace = ct.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(Grace), cut);
        try
        {
            using var request = Request(change.Method, change.Path);
            if (change.ETag is { } etag) request.Headers.TryAddWithoutValidation("If-Match", etag);

            // An empty body rather than none: the handler re-sends a request without a body when a kept-alive
            // connection breaks, and a DELETE may have been carried out by then.
            request.Content = new ByteArrayContent(change.Body) { Headers = { ContentType = JsonType } };
            return await AskAsync(
                request, change.Path, change.Doing, WireJson.Default.EnvelopeWireOperation, cut.Token);
        }
        catch (Exception e) when (Failures.IsTransport(e))
        {
            ct.ThrowIfCancellationRequested();
            throw Failures.Of(e, _endpoint, change.Doing, change.Path, cut.IsCancellationRequested);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, new Uri(_origin + path, AsWritten));

    private Task<Answer<T>> AskAsync<T>(
        HttpRequestMessage request, string path, string doing, JsonTypeInfo<Envelope<T>> shape, CancellationToken ct) =>
        AnswerAsync(request, path, doing, async (response, body) =>
        {
            var envelope = await JsonSerializer.DeserializeAsync(body, shape, ct);
            // /wait answers 200 and then says in the body that the operation failed; such a failure has no status.
            if (envelope is null || envelope.Type == "error")
                throw Refusals.Of(doing, path, envelope?.Error ?? "empty answer", envelope is null ? (int)response.StatusCode : null);
            string? etag = response.Headers.TryGetValues("ETag", out var values) ? values.First() : null;
            return new Answer<T>(envelope.Metadata, envelope.Operation is { Length: > 0 } op ? op : null, etag);
        }, ct);

    private Task<(List<TKept> Kept, int Rows)> ChooseAsync<T, TKept>(
        HttpRequestMessage request, string path, string doing, JsonTypeInfo<T> shape, Func<T, TKept?> choose, CancellationToken ct)
        where TKept : class =>
        AnswerAsync(request, path, doing, async (_, body) =>
        {
            var kept = new List<TKept>();
            var rows = new RowReader<T>(shape, row =>
            {
                if (choose(row) is { } one) kept.Add(one);
            });
            await rows.ReadAsync(body, ct);
            return rows.Type == "error" ? throw Refusals.Of(doing, path, rows.Error ?? "empty answer", null) : (kept, rows.Count);
        }, ct);

    private async Task<TAnswer> AnswerAsync<TAnswer>(
        HttpRequestMessage request, string path, string doing, Func<HttpResponseMessage, Stream, Task<TAnswer>> read, CancellationToken ct)
    {
        var sent = _time.GetUtcNow();
        using var response = await _http.SendAsync(request, ct);
        NoteClock(response.Headers.Date, sent);
        int status = (int)response.StatusCode;
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        if (status is < 200 or > 299) throw await RefusalAsync(body, path, doing, status, ct);
        try
        {
            return await read(response, body);
        }
        catch (JsonException e)
        {
            throw new IncusException(
                IncusErrorKind.Server, doing, path, $"the answer is not Incus's JSON: {e.Message}", status, e);
        }
    }

    private static async Task<IncusException> RefusalAsync(
        Stream body, string path, string doing, int status, CancellationToken ct)
    {
        using var reader = new StreamReader(body);
        string text = await reader.ReadToEndAsync(ct);
        try
        {
            var answer = JsonSerializer.Deserialize(text, WireJson.Default.WireError);
            if (answer?.Error is { Length: > 0 } error) return Refusals.Of(doing, path, error, status);
        }
        catch (JsonException)
        {
            // Not from Incus's API (a proxy, or TLS spoken to in the clear): the text is all there is.
        }

        return Refusals.Of(doing, path, text.Trim(), status);
    }

    // The Date header has whole seconds, cut off: half a second is added, so the result is good to about one second. Where
    // on a long way the server looked at its clock, nobody knows: such an answer counts only as long as none was quicker.
    private void NoteClock(DateTimeOffset? date, DateTimeOffset sent)
    {
        if (date is not { } theirs) return;
        var way = _time.GetUtcNow() - sent;
        lock (_clock)
        {
            if (way > Quick && way > _way) return;
            (_offset, _way) = (theirs.AddMilliseconds(500) - (sent + (way / 2)), way);
        }
    }
}
