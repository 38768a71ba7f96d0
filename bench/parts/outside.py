"""Rendering and retention: programs of their own, in bench/render and bench/retention, that need no Incus."""

import json
import os
import subprocess
import sys

from contest import say
from rows import row

BENCH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def _told_by(contest, name, *arguments):
    out = contest.path(name + ".json")
    code = subprocess.run([os.path.join(BENCH, name, "run.sh"), *arguments, out], stdout=sys.stderr, check=False,
                          env=dict(contest.environment, BRINE_BINARY=contest.binary)).returncode
    if not os.path.exists(out):  # with a file, the rows say what did not hold
        raise RuntimeError(f"bench/{name}/run.sh: exit {code}, and no figures")
    with open(out, encoding="utf-8") as file:
        return json.load(file)


def measure_render(contest):
    say("render: 500, 5,000 and 50,000 lines, beside python3-jinja2 and python3-yaml")
    seen = _told_by(contest, "render", "3" if contest.quick else "7")
    return seen, list(_render_rows(seen))


def _render_rows(seen):
    yield row("render", "Jinja2 and PyYAML : `brine render`, 5,000 lines", seen["5000"]["ratio"], "times", at_least=3,
              note="The originals without starting Python and loading modules, brine as a whole process.")
    yield row("render", "files whose data differs from the originals'", sum(not s["same"] for s in seen.values()),
              "files", at_most=0)
    for less, more in (("500", "5000"), ("5000", "50000")):
        yield row("render", f"time a line, {int(more):,} lines : {int(less):,} lines",
                  seen[more]["brine"] / seen[more]["lines"] / (seen[less]["brine"] / seen[less]["lines"]), "times",
                  at_most=1.5)
    for size, s in seen.items():
        yield row("render", f"{int(size):,} lines, brine", s["brine"] * 1000, "ms")
        yield row("render", f"{int(size):,} lines, the originals", s["original"] * 1000, "ms")


def measure_retention(contest):
    say("retention: 10,000 to 2,000,000 snapshots")
    seen = _told_by(contest, "retention", "1" if contest.quick else "7")
    return seen, list(_retention_rows(seen))


def _retention_rows(seen):
    slowest = max(seen, key=lambda shape: shape["processor_ms"]["1000000"])
    yield row("retention", f"1,000,000 snapshots, {slowest['shape']} (the slowest), processor time",
              slowest["processor_ms"]["1000000"] / 1000, "s", at_most=2,
              note="All threads together, best of the runs: nothing here waits, so that the rest is what else the "
                   f"machine does. By the clock, best: {slowest['clock_ms']['1000000'] / 1000:.2f} s.")
    yield row("retention", "2,000,000 : 1,000,000 snapshots, the worst shape",
              max(s["processor_ms"]["2000000"] / s["processor_ms"]["1000000"] for s in seen), "times", at_most=3,
              note="Linear is about 2, quadratic would be 4.")
    for shape in seen:
        yield row("retention", f"1,000,000 snapshots, {shape['shape']}", shape["processor_ms"]["1000000"] / 1000, "s")
