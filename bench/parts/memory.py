"""The memory of a small apply."""

from contest import say
from rows import row


def measure(contest):
    say("memory: a small apply")
    file = contest.declare(contest.path("small.sls"), [(contest.names[0], "small")])
    peaks = []
    for _ in range(3):
        contest.clear(contest.names[:1])
        peaks.append(contest.peak_mib(contest.binary, "apply", file))
    contest.clear(contest.names[:1])
    what = "peak memory of `brine apply` with one snapshot"
    return {"peaks_mib": peaks}, [row("memory", what, max(peaks), "MiB", at_most=40)]
