using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Sandbox.Api;
using Brine.Sandbox.Faults;
using Brine.Sandbox.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Brine.Sandbox.Http;

/// <summary>Takes a request apart, lets faults strike, answers.</summary>
internal sealed class Front(World world, SandboxControl control)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.Default };

    public async Task ServeAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (path, query) = Split(target);
        if (path.StartsWith("/sandbox/", StringComparison.Ordinal))
        {
            await WriteAsync(context, await ControlAsync(context, path));
            return;
        }

        control.Count($"{context.Request.Method} {target}");
        Fault? fault;
        CancellationToken life;
        lock (world.Gate)
        {
            fault = world.Faults.Take(context.Request.Method, path);
            life = world.Life;
        }

        if (fault?.Kind == FaultKind.CutBefore)
        {
            context.Abort();
            return;
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life);
        var reply = await AnswerAsync(context, path, query, fault, linked.Token);
        if (reply is null || fault?.Kind == FaultKind.CutAfter || life.IsCancellationRequested)
            context.Abort();
        else
            await WriteAsync(context, reply);
    }

    private async Task<Reply?> AnswerAsync(
        HttpContext context, string path, string query, Fault? fault, CancellationToken cancellation)
    {
        try
        {
            if (fault?.Kind is FaultKind.Error or FaultKind.Busy or FaultKind.DiskFull)
                throw fault.AsError();
            if (fault?.Delay is { } delay)
                await Task.Delay(delay, world.Clock, cancellation);
            if (path == "/")
                return Reply.Sync(Wire.List(["/1.0"]));
            var parts = path.TrimEnd('/').Split('/');
            if (parts.Length < 2 || parts[1] != "1.0")
                throw new IncusError(404, "not found");
            return await Routes.AnswerAsync(await CallAsync(context, parts, query, cancellation), cancellation);
        }
        catch (IncusError error)
        {
            return Reply.Error(error.Status, error.Message);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<Reply> ControlAsync(HttpContext context, string path)
    {
        var call = await CallAsync(context, path.Split('/'), "", context.RequestAborted);
        try
        {
            return (call.Method, path) switch
            {
                ("POST", "/sandbox/faults") => SandboxApi.AddFault(call, control),
                ("DELETE", "/sandbox/faults") => SandboxApi.ClearFaults(control),
                ("POST", "/sandbox/clock") => SandboxApi.AdvanceClock(call, control),
                ("GET", "/sandbox/requests") => SandboxApi.Requests(control),
                _ => Reply.Error(404, "not found"),
            };
        }
        catch (IncusError error)
        {
            return Reply.Error(error.Status, error.Message);
        }
    }

    private async Task<Call> CallAsync(
        HttpContext context, string[] parts, string query, CancellationToken cancellation)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return new Call
        {
            World = world,
            Method = context.Request.Method,
            Segments = [.. parts.Skip(2).Select(Uri.UnescapeDataString)],
            Query = Pairs(query),
            Body = await reader.ReadToEndAsync(cancellation),
            IfMatch = context.Request.Headers.IfMatch.ToString().Trim('"'),
        };
    }

    private async Task WriteAsync(HttpContext context, Reply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.Headers.ContentType = reply.Text is null ? "application/json" : "application/octet-stream";
        response.Headers.Date = world.Now.ToString("R", CultureInfo.InvariantCulture);
        if (reply.IsError)
            response.Headers.XContentTypeOptions = "nosniff";
        if (reply.ETag is { } etag)
            response.Headers.ETag = $"\"{etag}\"";
        if (reply.Location is { } location)
            response.Headers.Location = location;
        using var buffer = new MemoryStream();
        if (reply.Text is { } text)
        {
            buffer.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            await using (var writer = new Utf8JsonWriter(buffer, Writing))
                reply.Body.WriteTo(writer);
            buffer.WriteByte((byte)'\n');
        }

        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }

    private static (string Path, string Query) Split(string target)
    {
        var at = target.IndexOf('?', StringComparison.Ordinal);
        return at < 0 ? (target, "") : (target[..at], target[(at + 1)..]);
    }

    private static Dictionary<string, string> Pairs(string query)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var halves = pair.Split('=', 2);
            pairs.TryAdd(Plain(halves[0]), halves.Length > 1 ? Plain(halves[1]) : "");
        }

        return pairs;
    }

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
