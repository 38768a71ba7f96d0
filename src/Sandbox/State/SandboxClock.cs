namespace Brine.Sandbox.State;

/// <summary>The sandbox's own clock: another clock plus what tests have moved it on by.</summary>
internal sealed class SandboxClock(TimeProvider behind) : TimeProvider
{
    private long _aheadTicks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() =>
        behind.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks)).ToUniversalTime();

    public void Advance(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        behind.CreateTimer(callback, state, dueTime, period);

    public override long GetTimestamp() => behind.GetTimestamp();
}
