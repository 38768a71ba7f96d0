using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using CsCheck;

namespace Brine.Planner.Tests.Drills;

/// <summary>The result of a drill as a snapshot's description keeps it, and the name of the clone.</summary>
public sealed class DrillNoteTests
{
    private static readonly DateTimeOffset Taken = new(2026, 11, 20, 2, 0, 0, 123, TimeSpan.Zero);
    private static readonly DateTimeOffset At = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static ObservedSnapshot Snapshot(string description, DateTimeOffset? created = null) =>
        new() { Name = "daily", CreatedAt = created ?? Taken, Description = description };

    [Fact]
    public void What_is_written_is_read_again_whatever_the_command_and_what_it_said() =>
        Gen.Select(Gen.Bool, Gen.String[Gen.Char["; :\nab'\""], 0, 30], Gen.String[Gen.Char["; :\nab'\""], 1, 30], Gen.String[Gen.Char["ab \n"], 0, 9])
            .Sample((passed, why, check, text) =>
            {
                var written = new SnapshotDrill(At, passed, why, SnapshotDrill.Line(check)).In(text, Taken);
                var read = SnapshotDrill.Of(Snapshot(written));
                Assert.Equal((passed, At, SnapshotDrill.Line(check)), (read!.Passed, read.At, read.Check));
                Assert.Equal(SnapshotNote.Parse(text).Text, SnapshotNote.Parse(written).Text);
            });

    [Fact]
    public void Other_trailers_stay_and_an_earlier_drill_does_not()
    {
        var pinned = "mine\n\nBrine-Pin: 2026-11-20T02:00:00Z; for ever";
        var twice = new SnapshotDrill(At.AddDays(1), false, "no", "x").In(new SnapshotDrill(At, true, "yes", "x").In(pinned, Taken), Taken);

        Assert.Equal($"{pinned.Replace("Brine-Pin", "Brine-Drill: 2026-11-20T02:00:00Z; failed at 2026-11-28T12:00:00Z; no; x\nBrine-Pin", StringComparison.Ordinal)}", twice);
    }

    [Theory]
    [InlineData("Brine-Drill: 2026-11-19T02:00:00Z; passed at 2026-11-27T12:00:00Z; yes; x")]
    [InlineData("Brine-Drill: 2026-11-20T02:00:00Z; passed; yes; x")]
    [InlineData("Brine-Drill: 2026-11-20T02:00:00Z; survived at 2026-11-27T12:00:00Z; yes; x")]
    [InlineData("Brine-Drill: 2026-11-20T02:00:00Z; passed at noon; yes; x")]
    [InlineData("Brine-Drill: yes")]
    public void What_was_inherited_or_cannot_be_read_is_no_drill(string description) => Assert.Null(SnapshotDrill.Of(Snapshot(description)));

    [Theory]
    [InlineData("web")]
    [InlineData("a-very-long-name-of-an-instance-that-takes-all-the-room-there-i")]
    [InlineData("a-very-long-name-of-an-instance-that-e-nds-in-a--dash-----------x")]
    public void A_clone_has_a_name_that_incus_takes(string instance)
    {
        var name = DrillMark.CloneOf(instance, "0123abcd");

        Assert.True(Brine.Planner.Names.InstanceName.IsValid(name), name);
        Assert.EndsWith("-0123abcd", name, StringComparison.Ordinal);
    }
}
