namespace Brine.Incus;

/// <summary>It cannot be made out which server to talk to, or as whom; nothing was sent. Names the culprit.</summary>
public sealed class RemoteException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the user can do about it; one sentence.</summary>
    public string Remedy { get; } = remedy;
}
