using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

/// <summary>One HTTP answer.</summary>
public sealed record Answer(int Status, JsonObject Body, string? ETag, string? Location, DateTimeOffset? Date)
{
    public string Type => (string)Body["type"]!;

    public string Error => (string?)Body["error"] ?? "";

    public int ErrorCode => (int)Body["error_code"]!;

    public string Operation => (string?)Body["operation"] ?? "";

    public JsonNode? Metadata => Body["metadata"];

    public string[] Names => [.. Metadata!.AsArray().Select(n => (string)n!)];

    public override string ToString() => $"{Status} {Body.ToJsonString(JsonSerializerOptions.Web)}";
}

/// <summary>
/// What a request came to: the first answer, the waited one if it was an operation, and the error text.
/// </summary>
public sealed record Outcome(Answer Started, Answer? Waited, string Error)
{
    public bool Succeeded => Error.Length == 0;
}
