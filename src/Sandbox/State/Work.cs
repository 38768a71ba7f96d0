namespace Brine.Sandbox.State;

/// <summary>
/// What an operation does, in three parts that each run under the world's gate: Begin at once (may throw), Effect after
/// the latency (may throw), Release always when Begin went well. WaitFor names what must end before Begin.
/// </summary>
internal sealed record Work(Action Effect)
{
    public Func<Task?>? WaitFor { get; init; }

    public Action? Begin { get; init; }

    /// <summary>What an injected failure leaves behind; runs instead of Effect.</summary>
    public Action? OnFault { get; init; }

    public Action? Release { get; init; }
}
