namespace Brine.Converge.Apply;

/// <summary>How a run is interrupted.</summary>
/// <param name="Stop">First Ctrl-C: no new step begins, those under way end and are reported, the rest is not
/// reached.</param>
/// <param name="Abort">Second Ctrl-C: waiting ends too. Power states are still put back.</param>
public sealed record RunControl(CancellationToken Stop, CancellationToken Abort)
{
    public static RunControl None { get; } = new(CancellationToken.None, CancellationToken.None);
}
