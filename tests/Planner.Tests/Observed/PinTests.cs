using Brine.Planner.Observed;
using CsCheck;

namespace Brine.Planner.Tests.Observed;

public sealed class PinTests
{
    private static readonly DateTimeOffset Taken = new(2026, 11, 20, 2, 0, 0, 123, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static ObservedSnapshot Snapshot(string trailer, DateTimeOffset? created = null) => new()
    {
        Name = "daily", CreatedAt = created ?? Taken, Description = $"Daily\n\nBrine-Pin: {trailer}",
    };

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.Bool, Gen.Int[1, 4000], Gen.String[Gen.Char[' ', '~'], 0, 40])
            .Sample((isBounded, days, why) =>
            {
                var pin = new SnapshotPin(isBounded ? new DateTimeOffset(Now.Ticks, TimeSpan.Zero).AddDays(days) : null, why);
                Assert.Equal(pin, SnapshotPin.Of(Snapshot(pin.Format(Taken)), Now));
            });

    [Fact]
    public void A_pin_ends_when_it_says_so()
    {
        var snapshot = Snapshot(new SnapshotPin(Now, "audit").Format(Taken));
        Assert.Null(SnapshotPin.Of(snapshot, Now));
        Assert.NotNull(SnapshotPin.Of(snapshot, Now.AddSeconds(-1)));
    }

    [Fact]
    public void A_pin_that_was_inherited_from_another_snapshot_is_none() =>
        Assert.Null(SnapshotPin.Of(Snapshot(new SnapshotPin(null, "").Format(Taken), Taken.AddDays(1)), Now));

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("tomorrow; for ever")]
    public void A_pin_that_cannot_be_read_holds(string trailer) =>
        Assert.NotNull(SnapshotPin.Of(Snapshot(trailer), Now));

    [Fact]
    public void It_reads_as_people_say_it() => Assert.Equal("pinned until 2027-01-01 00:00 UTC (audit)",
        new SnapshotPin(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), "audit").ToString());
}
