namespace Brine.Incus;

/// <summary>The limits of one client.</summary>
public sealed record IncusClientOptions
{
    /// <summary>How long one operation, or one answer, may take.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to try again while another operation holds the instance.</summary>
    public TimeSpan BusyRetryFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Changes under way at once on this server; reads are not counted.</summary>
    public int Parallelism { get; init; } = 4;
}
