using Brine.Converge.Steps;
using Brine.Incus;

namespace Brine.Converge;

/// <summary>
/// The only server of a run cannot be asked: not reached, one side does not trust the other, or its cluster
/// has lost its majority. Nothing was changed.
/// </summary>
public sealed class ServerUnreachableException(string remote, IncusException cause)
    : Exception($"server '{remote}' cannot be asked: "
        + (cause.Kind == IncusErrorKind.NoQuorum ? ErrorText.NoQuorum(cause) + ": " : "") + cause.Message, cause)
{
    public string Remote { get; } = remote;

    public IncusErrorKind Kind { get; } = cause.Kind;
}
