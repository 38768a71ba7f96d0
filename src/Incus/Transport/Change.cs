namespace Brine.Incus.Transport;

/// <summary>A request that changes something. <see cref="Instance"/> is the gate it has to pass.</summary>
internal sealed record Change
{
    public required HttpMethod Method { get; init; }

    public required string Path { get; init; }

    public required string Doing { get; init; }

    public required string Project { get; init; }

    public required string Instance { get; init; }

    public byte[] Body { get; init; } = [];

    public string? ETag { get; init; }

    /// <summary>Does not wait for its place among the changes under way at the server: somebody is frozen meanwhile.</summary>
    public bool IsAtOnce { get; init; }

    /// <summary>Told the operation's id as soon as the server accepted it, before it is waited for.</summary>
    public Func<string, ValueTask>? OnAccepted { get; init; }
}
