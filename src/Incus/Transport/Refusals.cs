namespace Brine.Incus.Transport;

/// <summary>
/// From Incus's texts and statuses to kinds. The texts decide first: Incus answers 500 to much that is no fault of
/// the server, and inside operations there is no status at all. The texts are those of 6.0.4 to 7.3.
/// </summary>
internal static class Refusals
{
    public static IncusException Of(string doing, string path, string text, int? status)
    {
        var kind = KindOf(text, status);
        return new IncusException(kind, doing, path, text, status)
        {
            Missing = kind == IncusErrorKind.NotFound ? MissingIn(text) : null,
        };
    }

    /// <summary>A second delete of one thing that found the first one done.</summary>
    public static bool IsAlreadyDeleted(string text) =>
        Has(text, "A matching non-reusable operation has now succeeded");

    // Inside an operation (no status) "Unable to connect to" and "not authorized" are about an image server or the
    // like, not about this one.
    private static IncusErrorKind KindOf(string text, int? status)
    {
        if (Has(text, "Instance is busy running a") || IsBesideACreation(text, status)) return IncusErrorKind.Busy;
        if (status == 412 || Has(text, "ETag doesn't match")) return IncusErrorKind.PreconditionFailed;
        if (Has(text, "no available cowsql leader") || Has(text, "Failed to begin transaction: context deadline exceeded")) return IncusErrorKind.NoQuorum;
        if (Has(text, "Cluster member is evacuated")) return IncusErrorKind.Evacuated;
        if (IsOffline(text) || (status is not null && Has(text, "Unable to connect to"))) return IncusErrorKind.Offline;
        if (status == 401 || (status is not null && Has(text, "not authorized"))) return IncusErrorKind.Untrusted;
        if (IsForbidden(text) || status == 403) return IncusErrorKind.Forbidden;
        if (status == 409 || IsTaken(text)) return IncusErrorKind.Conflict;
        if (status == 404 || (status is null && IsMissing(text))) return IncusErrorKind.NotFound;
        if (status == 503) return IncusErrorKind.Unreachable;
        if (status is null) return IncusErrorKind.OperationFailed;
        if (status is >= 400 and < 500 || IsInvalid(text)) return IncusErrorKind.InvalidRequest;
        return IncusErrorKind.Server;
    }

    // A PATCH while somebody else's snapshot of the instance is being taken; nothing of it was kept (6.0.4, seen).
    private static bool IsBesideACreation(string text, int? status) =>
        status is not null && Has(text, "snapshot record count doesn't match");

    private static bool IsOffline(string text) =>
        Has(text, "Server isn't ready yet") || Has(text, "Missing event connection with target cluster member")
        || Has(text, "Target cluster member is unavailable");

    private static bool IsForbidden(string text) =>
        Has(text, "User does not have permission") || Has(text, "Certificate is restricted")
        || Has(text, "doesn't allow for snapshot") || IsRestriction(text);

    // Setting "x" on container "a" in project "P" is forbidden
    private static bool IsRestriction(string text) =>
        Has(text, " in project \"") && text.EndsWith("is forbidden", StringComparison.Ordinal);

    private static bool IsTaken(string text) =>
        Has(text, "UNIQUE constraint failed") || Has(text, "entry already exists")
        || Has(text, "already in use") || text.EndsWith("\" already exists", StringComparison.Ordinal);

    // "Snapshot not found" alone is the storage's word for a phantom: that is a failed operation, not a missing name.
    private static bool IsMissing(string text) =>
        text.EndsWith("Instance not found", StringComparison.Ordinal)
        || text.EndsWith("Instance_snapshot not found", StringComparison.Ordinal)
        || (text.StartsWith("Snapshot ", StringComparison.Ordinal)
            && text.EndsWith(" does not exist", StringComparison.Ordinal));

    // "Invalid PID" is what 6.0.4 says of an instance whose init is just dying, whatever was asked of it.
    private static bool IsInvalid(string text) =>
        text.StartsWith("Invalid ", StringComparison.Ordinal) && !text.StartsWith("Invalid PID", StringComparison.Ordinal);

    private static MissingThing MissingIn(string text) =>
        Has(text, "Instance_snapshot not found") || text.StartsWith("Snapshot ", StringComparison.Ordinal)
            ? MissingThing.Snapshot
        : Has(text, "Project not found") ? MissingThing.Project
        : Has(text, "Instance not found") ? MissingThing.Instance
        : Has(text, "Storage pool not found") ? MissingThing.Pool
        : Has(text, "Storage pool volume") || Has(text, "Storage volume") ? MissingThing.Volume
        : Has(text, "Operation not found") ? MissingThing.Operation
        : Has(text, "Profile not found") ? MissingThing.Profile
        : Has(text, "Image") ? MissingThing.Image
        : MissingThing.Other;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
