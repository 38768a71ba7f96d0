using Brine.Sandbox.State;

namespace Brine.Sandbox.Faults;

/// <summary>
/// One fault and where it strikes: <c>POST /1.0/instances/*/snapshots</c> (method and path, <c>*</c> for any run of
/// characters) or an operation kind such as <c>create-snapshot</c>.
/// </summary>
internal sealed class Fault
{
    public required string What { get; init; }

    public required FaultKind Kind { get; init; }

    public string Text { get; init; } = "";

    public int Status { get; init; } = 500;

    public TimeSpan? Delay { get; init; }

    public int TimesLeft { get; set; } = 1;

    public bool StrikesRequests => What.Contains('/', StringComparison.Ordinal);

    /// <summary>The error, for an operation of this kind (empty for a request).</summary>
    public IncusError AsError(string operation = "") => Kind switch
    {
        FaultKind.Busy when Text.Length == 0 => IncusError.Busy("create"),
        FaultKind.DiskFull when Text.Length == 0 => new IncusError(
            500, (operation == "restore" ? "Failed to write backup file: " : "")
                + "write /var/lib/incus/storage-pools/full/backup.yaml: no space left on device"),
        _ => new IncusError(Status, Text),
    };
}
