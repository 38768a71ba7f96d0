"""Whole processes that do little: what starting costs."""

import os
import statistics

from contest import interleaved, say
from rows import row


def measure(contest):
    say("start: brine --version, incus --version, brine list c1, incus snapshot list c1")
    programs = {
        "nothing": ["/bin/true"],
        "brine_version": [contest.binary, "--version"],
        "incus_version": ["incus", "--version"],
        "brine_list": [contest.binary, "list", "c1"],
        "incus_list": ["incus", "snapshot", "list", "c1"],
    }
    seconds = interleaved(21 if contest.quick else 51, **{
        name: lambda name=name, command=command: contest.run(*command, note=name)
        for name, command in programs.items()})
    seen = {name: {"median_s": round(statistics.median(s), 5), "min_s": round(min(s), 5),
                   "processor_median_s": contest.processor_median(name)} for name, s in seconds.items()}
    peaks = {name: contest.peak_mib(*command) for name, command in programs.items()}
    return {**seen, "peaks_mib": peaks}, list(_rows(contest, seen, peaks))


def _rows(contest, seen, peaks):
    def ms(name, what, **more):
        return row("start", what, seen[name]["median_s"] * 1000, "ms", **more)

    def why(name):
        return (f"Fastest {seen[name]['min_s'] * 1000:.1f} ms, processor time "
                f"{seen[name]['processor_median_s'] * 1000:.1f} ms; "
                f"/bin/true took {seen['nothing']['median_s'] * 1000:.1f} ms in the same turns.")
    yield ms("brine_version", "`brine --version`, whole process", at_most=10, note=why("brine_version"))
    yield ms("brine_list", "`brine list c1`, whole process", at_most=10, note=why("brine_list"))
    yield row("start", "`incus snapshot list c1` : `brine list c1`",
              seen["incus_list"]["median_s"] / seen["brine_list"]["median_s"], "times", at_least=1)
    yield ms("incus_list", "`incus snapshot list c1`")
    yield ms("incus_version", "`incus --version`")
    yield ms("nothing", "`/bin/true`: what starting any process costs here")
    yield row("start", "peak memory of `brine list c1`", peaks["brine_list"], "MiB")
    yield row("start", "peak memory of `incus snapshot list c1`", peaks["incus_list"], "MiB")
    yield row("start", "size of the binary", os.path.getsize(contest.binary) / (1 << 20), "MiB")
