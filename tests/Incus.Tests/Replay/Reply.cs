using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Brine.Incus.Tests.Replay;

/// <summary>What the replay server sends back; the shapes are copied from real servers.</summary>
public sealed record Reply(string Text)
{
    /// <summary>Closes the connection after the text (which may be "" or half an answer).</summary>
    public bool Cuts { get; init; }

    /// <summary>Holds the answer back.</summary>
    public Task? Until { get; init; }

    public static Reply Cut { get; } = new("") { Cuts = true };

    public static Reply Sync(string metadata = "{}", string headers = "") => Http(
        200,
        $$"""{"type":"sync","status":"Success","status_code":200,"operation":"","error_code":0,"error":"","metadata":{{metadata}} }""",
        headers);

    public static Reply Error(int status, string text) => Http(
        status,
        $$"""{"type":"error","status":"","status_code":0,"operation":"","error_code":{{status}},"error":{{Quoted(text)}},"metadata":null}""");

    public static Reply Async(string id) => Http(
        202,
        $$"""{"type":"async","status":"Operation created","status_code":100,"operation":"/1.0/operations/{{id}}","error_code":0,"error":"","metadata":{"id":"{{id}}","class":"task","description":"Snapshotting instance","status":"Running","status_code":103,"resources":{},"metadata":null,"may_cancel":false,"err":"","location":"none"} }""");

    /// <summary>/wait and /operations/ID on every version, /wait after a failure from 6.0.5 on.</summary>
    public static Reply Operation(int statusCode, string err = "") =>
        Sync($$"""{"id":"op","class":"task","status":"x","status_code":{{statusCode}},"err":{{Quoted(err)}} }""");

    /// <summary>/wait on 6.0.4 after a failure: HTTP 200 all the same.</summary>
    public static Reply FailedWait604(string err) => Http(
        200, $$"""{"type":"error","status":"","status_code":0,"operation":"","error_code":500,"error":{{Quoted(err)}},"metadata":null}""");

    public static Reply Http(int status, string body, string headers = "") => new(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
