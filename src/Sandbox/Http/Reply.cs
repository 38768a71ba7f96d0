using System.Text.Json.Nodes;

namespace Brine.Sandbox.Http;

/// <summary>An answer: HTTP status and the envelope that every Incus answer has.</summary>
internal sealed record Reply(int Status, JsonObject Body)
{
    /// <summary>Without quotes; null for none.</summary>
    public string? ETag { get; init; }

    public string? Location { get; init; }

    /// <summary>A file as it is, sent instead of the envelope.</summary>
    public string? Text { get; init; }

    /// <summary>Answers of /wait are flushed early, so their HTTP status is always 200.</summary>
    public bool IsError => (string?)Body["type"] == "error";

    public static Reply Sync(JsonNode? metadata, string? etag = null, int status = 200) => new(status, new JsonObject
    {
        ["type"] = "sync",
        ["status"] = "Success",
        ["status_code"] = 200,
        ["operation"] = "",
        ["error_code"] = 0,
        ["error"] = "",
        ["metadata"] = metadata,
    })
    {
        ETag = etag,
    };

    /// <summary>Done, nothing to say.</summary>
    public static Reply Empty() => Sync(new JsonObject());

    public static Reply Async(string operation, JsonNode metadata) => new(202, new JsonObject
    {
        ["type"] = "async",
        ["status"] = "Operation created",
        ["status_code"] = 100,
        ["operation"] = operation,
        ["error_code"] = 0,
        ["error"] = "",
        ["metadata"] = metadata,
    })
    {
        Location = operation,
    };

    public static Reply Error(int code, string text, int? httpStatus = null) => new(httpStatus ?? code, new JsonObject
    {
        ["type"] = "error",
        ["status"] = "",
        ["status_code"] = 0,
        ["operation"] = "",
        ["error_code"] = code,
        ["error"] = text,
        ["metadata"] = null,
    });
}
