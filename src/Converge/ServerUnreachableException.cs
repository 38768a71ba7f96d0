using Brine.Incus;

namespace Brine.Converge;

/// <summary>
/// The only server of a run cannot be asked: not reached, or one side does not trust the other. Nothing was changed.
/// </summary>
public sealed class ServerUnreachableException(string remote, IncusException cause)
    : Exception($"server '{remote}' cannot be asked: {cause.Message}", cause)
{
    public string Remote { get; } = remote;

    public IncusErrorKind Kind { get; } = cause.Kind;
}
