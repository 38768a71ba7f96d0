using Brine.Planner.Doctor.Facts;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>The server's machine: its clock and the disk under its directory.</summary>
internal static class ServerHealth
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5), Harmful = TimeSpan.FromSeconds(60);

    private static readonly HealthCheck Clock = new("server-clock", HealthSeverity.Warning,
        "The server's clock and this machine's differ: by more than 5 s a note, by more than 60 s a warning.",
        "Schedules and expiries go by the server's clock, dates that templates put into names by this machine's.",
        "Let both set their clocks by the network.");

    private static readonly HealthCheck Disk = new("server-disk", HealthSeverity.Error,
        "The disk under Incus's own directory is full: from 85 % a warning, from 95 % an error.",
        "Incus keeps its database, logs, images and loop files there; without room it stops working.",
        "Make room on it. Only seen on the server's own machine.");

    public static CheckRun Run { get; } = new([Clock, Disk], (facts, found) =>
    {
        FindSkew(facts, found);
        FindFullDisk(facts, found);
    });

    private static void FindSkew(DoctorFacts facts, Diagnosis found)
    {
        var skew = facts.ClockOffset.Duration();
        if (skew <= Noticeable)
            return;
        var which = facts.ClockOffset > TimeSpan.Zero ? "ahead of" : "behind";
        found.Add(Clock, Subject.Server,
            $"its clock is {Instants.Span(skew)} {which} this machine's: there it is {Instants.Readable(facts.Now)}",
            ["timedatectl set-ntp true"], "on the machine whose clock is wrong",
            severity: skew > Harmful ? null : HealthSeverity.Note);
    }

    private static void FindFullDisk(DoctorFacts facts, Diagnosis found)
    {
        // A dir pool on the same disk says so itself.
        if (facts.Host is not { DiskTotal: > 0 } host || Fullness.Of(host.DiskUsed, host.DiskTotal) is not { } severity
            || facts.Pools.Any(p => p.Driver == "dir" && p.Fills.Any(f => f.Total == host.DiskTotal)))
            return;
        found.Add(Disk, Subject.Server,
            $"the disk under {host.Directory} is {Fullness.Percent(host.DiskUsed, host.DiskTotal)} full: "
            + Diagnosis.OfBytes(host.DiskUsed, host.DiskTotal),
            [$"du -xh --max-depth=2 {CommandStyle.Quote(host.Directory)} | sort -h | tail"],
            "shows what takes the room; delete images or backups that are not needed", severity: severity);
    }
}
