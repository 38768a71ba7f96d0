namespace Brine.Cli.Tests.Support;

/// <summary>A clock that stands still, so that transcripts are always the same; timers and stopwatches run.</summary>
internal sealed class FrozenTime : TimeProvider
{
    public static DateTimeOffset Instant { get; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Instant;
}
