using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Brine with another clock than the server's, by a library that is put before libc.</summary>
[Trait("Server", "real")]
public sealed class DoctorClockTests
{
    [Theory]
    [InlineData("-3630", "1h ahead of this machine's", "warning")]
    [InlineData("150", "behind this machine's", "warning")]
    [InlineData("20", "behind this machine's", "note")]
    [InlineData("2", null, null)]
    public async Task Clocks_that_differ(string shift, string? says, string? severity)
    {
        await using var project = await Project.On("btr");
        var library = Path.Combine(project.Folder, "shift.so");
        (await Ran.Of("gcc", ["-shared", "-fPIC", "-o", library, Path.Combine(RealIncus.Repository, "tests", "bench", "clock-shift.c")])).Ends(0);
        var shifted = new Clinic(project, null, ("LD_PRELOAD", library), ("CLOCK_SHIFT", shift));
        if (says is null)
        {
            await shifted.Gone("server-clock", "");
            return;
        }

        var found = await shifted.Found("server-clock", "");
        Assert.Contains(says, (string)found["message"]!.AsValue()!, StringComparison.Ordinal);
        Assert.Equal(severity, (string?)found["severity"]);
        Assert.Equal("timedatectl set-ntp true", (string?)found["commands"]![0]);
        await new Clinic(project).Gone("server-clock", ""); // with a clock that is right
    }
}
