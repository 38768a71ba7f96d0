namespace Brine.Sandbox.State;

/// <summary>
/// An answer of the server that is an error: HTTP status (or operation error code) and Incus's own text.
/// </summary>
#pragma warning disable CA1064 // internal by intent: it never leaves the sandbox
internal sealed class IncusError(int status, string text) : Exception(text)
#pragma warning restore CA1064
{
    public int Status { get; } = status;

    public static IncusError NoInstance(string name, string project) =>
        new(404, $"Failed to fetch instance \"{name}\" in project \"{project}\": Instance not found");

    public static IncusError NoSnapshot(string snapshot, string instance, string project) =>
        new(404, $"Failed to fetch snapshot \"{snapshot}\" of instance \"{instance}\" in project \"{project}\": "
            + "Instance_snapshot not found");

    public static IncusError Busy(string action) => new(500, $"Instance is busy running a \"{action}\" operation");
}
