namespace Brine.Planner.Retention;

/// <summary>One snapshot that a policy may speak of: its name matches the policy's pattern.</summary>
/// <param name="Series">
/// Whose history it is part of, as people read it: the instance. Each is thinned by itself.
/// </param>
/// <param name="Name">The snapshot's.</param>
/// <param name="CreatedAt">By the server's clock. Year 1, or the epoch: the server tells none.</param>
public sealed record RetentionItem(string Series, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>When Incus deletes it by itself. Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The coordinated set it was taken with, across instances: kept or deleted as one. Null: none.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// Why nothing may delete it: <c>pinned until …</c>, <c>declared by 'x' at f:3</c>. Null: it may go.
    /// </summary>
    public string? Protection { get; init; }

    /// <summary>When the protection ends by itself. Null: it does not.</summary>
    public DateTimeOffset? ProtectedUntil { get; init; }

    internal string? ProtectionAt(DateTimeOffset now) => ProtectedUntil <= now ? null : Protection;

    /// <summary>Zero times come from records without a date: nothing can be said of their age.</summary>
    internal bool IsDated => CreatedAt.UtcDateTime.Year > 1 && CreatedAt != DateTimeOffset.UnixEpoch;

    public override string ToString() => $"{Series}/{Name}";
}
