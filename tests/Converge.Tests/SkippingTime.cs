namespace Brine.Converge.Tests;

/// <summary>The real clock, but waits of one length are over at once; it remembers how many there were.</summary>
internal sealed class SkippingTime(TimeSpan skipped) : TimeProvider
{
    private int _count;

    public int Count => _count;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != skipped)
            return base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _count);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
