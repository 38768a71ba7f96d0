using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Doctor.Facts;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Whether pools can be used, and how full they are.</summary>
internal static class PoolHealth
{
    private const int Few = 5;

    private static readonly HealthCheck Status = new("pool-status", HealthSeverity.Error,
        "A storage pool that the server cannot use.",
        "Nothing on it can be started, snapshotted or restored.",
        "See why in the server's log; a pool whose disk is back is taken up again when the server is restarted.");

    private static readonly HealthCheck ReadOnly = new("pool-read-only", HealthSeverity.Error,
        "A storage pool that is mounted read-only.",
        "Snapshots fail, and a restore fails after it has stopped the instance. Often the disk had an error.",
        "Look for disk errors, then mount it for writing again. Only seen on the server's own machine.");

    private static readonly HealthCheck Space = new("pool-space", HealthSeverity.Error,
        "A storage pool that is nearly full: from 85 % a warning, from 95 % an error.",
        "A snapshot that finds no room fails; a restore that finds none leaves its instance stopped.",
        "Thin out snapshots, or make the pool larger. A small btrfs pool is full long before the server's numbers say so; that is "
        + "only seen on its own machine.");

    private static readonly HealthCheck Inodes = new("pool-inodes", HealthSeverity.Error,
        "A storage pool that has hardly an inode left: from 85 % a warning, from 95 % an error.",
        "Snapshots on a dir pool are copies with as many files; they fail though bytes are left.",
        "Thin out snapshots, or make the file system anew with more inodes.");

    public static CheckRun Run { get; } = new([Status, ReadOnly, Space, Inodes], (facts, found) =>
    {
        foreach (var pool in facts.Pools)
        {
            var subject = new Subject("pool", pool.Name, null);
            if (pool.Status is not ("Created" or ""))
                found.Add(Status, subject, $"its status is {pool.Status}, not Created",
                    [facts.Commands.Incus(null, "storage", "info", facts.Commands.At(pool.Name)), "systemctl restart incus"],
                    "the second on the server, once its disk is there");
            if (pool.IsReadOnly == true && facts.Host is { } host)
                found.Add(ReadOnly, subject, $"its file system at {Mount(host, pool)} is mounted read-only",
                    [$"mount -o remount,rw {CommandStyle.Quote(Mount(host, pool))}"],
                    "look for disk errors in 'dmesg' before");
            foreach (var fill in pool.Fills)
            {
                if (fill.Total > 0 && Fullness.Of(fill.Used, fill.Usable) is { } severity)
                    found.Add(Space, subject, $"{Fullness.Percent(fill.Used, fill.Usable)} full{On(fill)}: "
                        + Diagnosis.OfBytes(fill.Used, fill.Usable)
                        + (fill.Usable < fill.Total ? $"; the server says {Diagnosis.OfBytes(fill.Used, fill.Total)}, but {pool.Driver} "
                            + "has set the rest aside" : ""), Room(facts, pool), Advice(pool), severity: severity);
                if (Fullness.Of(fill.InodesUsed, fill.InodesTotal) is { } few)
                    found.Add(Inodes, subject, $"{Fullness.Percent(fill.InodesUsed, fill.InodesTotal)} of its inodes{On(fill)} "
                        + $"are used: {Diagnosis.Number(fill.InodesUsed)} of {Diagnosis.Number(fill.InodesTotal)}",
                        [Prune(facts, pool)], "shows what could go, and deletes it with --yes", severity: few);
            }
        }
    });

    private static string Mount(HostFacts host, PoolFacts pool) => $"{host.Directory}/storage-pools/{pool.Name}";

    private static string On(PoolFill fill) => fill.Member is { } member ? $" on {member}" : "";

    /// <summary>Of the instances on the pool that have snapshots, unless they are too many to name.</summary>
    private static string Prune(DoctorFacts facts, PoolFacts pool)
    {
        var there = facts.Present.Where(p => p.Instance.Pool?.Name == pool.Name && !p.Instance.Snapshots.IsEmpty && facts.Examines(p.At.Project))
            .Select(p => facts.Commands.At(p.At.Name)).ToList();
        return facts.Commands.Brine(facts.Project,
            ["prune", .. there.Count <= Few ? there : [], .. facts.Project is null ? ["--all-projects"] : Array.Empty<string>(), "--pattern", "*", "--daily", "7", "--weekly", "4"]);
    }

    private static ImmutableArray<string> Room(DoctorFacts facts, PoolFacts pool) => Larger(pool) is { } size
        ? [Prune(facts, pool), facts.Commands.Incus(null, "storage", "set", facts.Commands.At(pool.Name), "size=" + size)]
        : [Prune(facts, pool)];

    private static string Advice(PoolFacts pool) => "the first shows what could go, and deletes it with --yes"
        + (Larger(pool) is null ? "" : "; the second makes the pool's file larger");

    /// <summary>Half as much again, for pools in a file of Incus's own; null where Incus cannot make it larger.</summary>
    private static string? Larger(PoolFacts pool)
    {
        if (pool.Driver is not ("btrfs" or "zfs" or "lvm") || pool.Fills is not [{ Total: > 0 and var total }]
            || pool.Config.GetValueOrDefault("source", "") is not { } source || !source.EndsWith(".img", StringComparison.Ordinal))
            return null;
        var mebibytes = (total + (total / 2)) >> 20;
        return mebibytes >= 4096 ? string.Create(CultureInfo.InvariantCulture, $"{(mebibytes + 1023) / 1024}GiB")
            : string.Create(CultureInfo.InvariantCulture, $"{mebibytes}MiB");
    }
}
