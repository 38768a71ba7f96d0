namespace Brine.Incus;

/// <summary>The connection as asked for cannot be made out: nothing was sent. The message names the file or remote.</summary>
public sealed class RemoteException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the user can do about it; one sentence.</summary>
    public string Remedy { get; } = remedy;
}
