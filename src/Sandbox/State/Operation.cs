namespace Brine.Sandbox.State;

/// <summary>A background operation of the server.</summary>
internal sealed class Operation
{
    public required string Id { get; init; }

    /// <summary>create-snapshot, restore, start, …: what faults name.</summary>
    public required string Kind { get; init; }

    public required string Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Location { get; init; }

    public required string Project { get; init; }

    /// <summary>URLs by kind of resource, in order.</summary>
    public required IReadOnlyList<(string Kind, string[] Urls)> Resources { get; init; }

    /// <summary>What it leaves to whoever waits for it. Null: nothing.</summary>
    public System.Text.Json.Nodes.JsonObject? Metadata { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Null while running and after success.</summary>
    public IncusError? Failure { get; set; }

    /// <summary>Gone from the list the moment it ends.</summary>
    public bool VanishesAtOnce { get; set; }

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Status => EndedAt is null ? "Running" : Failure is null ? "Success" : "Failure";

    public int StatusCode => EndedAt is null ? 103 : Failure is null ? 200 : 400;
}
