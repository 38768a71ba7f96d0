using System.Globalization;
using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/operations</summary>
internal static class OperationsApi
{
    public static Reply List(Call call)
    {
        var listed = new JsonObject();
        foreach (var group in call.World.Operations.All.GroupBy(o => o.Status).OrderBy(g => g.Key,
            StringComparer.Ordinal))
        {
            listed[group.Key.ToLowerInvariant()] = call.Recursion > 0
                ? Wire.List(group.Select(o => Json(call.World, o)))
                : Wire.List(group.Select(Url));
        }

        return Reply.Sync(listed);
    }

    public static Reply Get(Call call) => Reply.Sync(Json(call.World, Known(call)));

    public static Reply Delete(Call call)
    {
        var operation = Known(call);
        throw operation.Kind.EndsWith("-snapshot", StringComparison.Ordinal)
            ? new IncusError(500, "Unable to create authorization object for operation: Authorization objects of type "
                + "\"instance\" require at most 1 components to be uniquely identifiable")
            : new IncusError(400, "This operation can't be cancelled");
    }

    /// <summary>The HTTP status is 200 whatever happens, since the headers go out first.</summary>
    public static async Task<Reply> WaitAsync(Call call, CancellationToken cancellation)
    {
        Operation operation;
        lock (call.World.Gate)
            operation = Known(call);
        try
        {
            await operation.Ended.Task.WaitAsync(Timeout(call), call.World.Clock, cancellation);
        }
        catch (TimeoutException)
        {
            if (!call.World.Is702)
                return Reply.Error(500, "context deadline exceeded", httpStatus: 200);
        }

        lock (call.World.Gate)
        {
            if (operation.VanishesAtOnce && operation.EndedAt is not null)
                throw NotFound();
            return operation.Failure is { } failure && !call.World.Is702
                ? Reply.Error(failure.Status, failure.Message, httpStatus: 200)
                : Reply.Sync(Json(call.World, operation));
        }
    }

    public static Reply Started(World world, Operation operation)
    {
        var json = Json(world, operation);
        json["status"] = "Running";
        json["status_code"] = 103;
        json["err"] = "";
        return Reply.Async(Url(operation), json);
    }

    private static TimeSpan Timeout(Call call)
    {
        var seconds = call.Query.TryGetValue("timeout", out var text)
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given)
                ? given : -1;
        return seconds < 0 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
    }

    private static Operation Known(Call call) => call.World.Operations.Find(call.Segments[1]) ?? throw NotFound();

    private static IncusError NotFound() => new(404, "Operation not found");

    private static string Url(Operation operation) => $"/1.0/operations/{operation.Id}";

    private static JsonObject Json(World world, Operation operation)
    {
        var resources = new JsonObject();
        foreach (var (kind, urls) in operation.Resources)
            resources[kind] = Wire.List(urls);
        return new JsonObject
        {
            ["id"] = operation.Id,
            ["class"] = "task",
            ["description"] = operation.Description,
            ["created_at"] = Wire.Instant(operation.CreatedAt),
            ["updated_at"] = Wire.Instant(operation.CreatedAt),
            ["status"] = operation.Status,
            ["status_code"] = operation.StatusCode,
            ["resources"] = resources,
            ["metadata"] = operation.Metadata?.DeepClone() ?? (world.Is702 ? new JsonObject() : null),
            ["may_cancel"] = false,
            ["err"] = operation.EndedAt is null ? "" : operation.Failure?.Message ?? "",
            ["location"] = operation.Location,
        };
    }
}
