using System.Collections.Immutable;
using System.Text.Json;
using Brine.Salt.Yaml;

namespace Brine.Cli.Worker;

/// <summary>One line that a worker was sent.</summary>
/// <param name="Id">Comes back with the answer; null: the line has none.</param>
/// <param name="Connection">As in the pillar's <c>incus.connection</c>; null: the worker's own.</param>
internal abstract record WorkerRequest(JsonElement? Id, YamlMap? Connection)
{
    /// <param name="Test">As Salt's <c>test=True</c>: change nothing.</param>
    internal sealed record States(
        JsonElement? Id, YamlMap? Connection, ImmutableArray<AskedState> Items, bool Test) : WorkerRequest(Id, Connection);

    internal sealed record Call(JsonElement? Id, YamlMap? Connection, string Function, YamlMap Arguments)
        : WorkerRequest(Id, Connection);

    internal sealed record Hello(JsonElement? Id) : WorkerRequest(Id, null);

    /// <summary>No request at all.</summary>
    internal sealed record Garbage(JsonElement? Id, string Why) : WorkerRequest(Id, null);

    public static WorkerRequest Read(string line)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(line);
            json = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            return new Garbage(null, $"the line is no JSON: {e.Message}");
        }

        if (json.ValueKind != JsonValueKind.Object)
            return new Garbage(null, "the line is no JSON object");
        JsonElement? id = json.TryGetProperty("id", out var given) ? given : null;
        var connection = json.TryGetProperty("connection", out var link) ? JsonReading.Read(link) as YamlMap : null;
        if (json.TryGetProperty("states", out var states))
            return StatesOf(id, connection, states, json);
        if (json.TryGetProperty("call", out var call) && call.ValueKind == JsonValueKind.String)
            return new Call(id, connection, call.GetString()!, Given(json));
        return json.TryGetProperty("hello", out _) ? new Hello(id)
            : new Garbage(id, "the line has neither 'states' nor 'call' nor 'hello'");
    }

    private static WorkerRequest StatesOf(JsonElement? id, YamlMap? connection, JsonElement states, JsonElement json)
    {
        if (states.ValueKind != JsonValueKind.Array)
            return new Garbage(id, "'states' is no list");
        var items = ImmutableArray.CreateBuilder<AskedState>();
        foreach (var item in states.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("function", out var function)
                && function.ValueKind == JsonValueKind.String)
                items.Add(new AskedState(function.GetString()!, Given(item)));
            else
                return new Garbage(id, "a state is an object with 'function' and 'arguments'");
        return new States(id, connection, items.ToImmutable(),
            json.TryGetProperty("test", out var test) && test.ValueKind == JsonValueKind.True);
    }

    private static YamlMap Given(JsonElement json) =>
        json.TryGetProperty("arguments", out var arguments) && JsonReading.Read(arguments) is YamlMap map
            ? map : new YamlMap([], default);
}

/// <param name="Function">With or without <c>incus.</c> before it.</param>
internal sealed record AskedState(string Function, YamlMap Arguments);
