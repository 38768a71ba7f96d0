namespace Brine.Incus;

/// <summary>It cannot be made out which server to talk to, or as whom; nothing was changed. Names the culprit.</summary>
public sealed class RemoteException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the user can do about it; one sentence.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>The server is the reason, not what was said about it: it is away, or one side does not trust the other.</summary>
    public bool IsServers { get; init; }
}
