"""How long a set of 8 running containers is frozen, beside the slowest of its own snapshots."""

import json
import statistics
import subprocess
import time

from contest import SNAPSHOT, say, told
from rawincus import Events, side_by_side
from rows import row


def measure(contest):
    seen = {pool: _frozen(contest, pool) for pool in ("btr", "dirp")}
    return seen, [told_row for pool, s in seen.items() for told_row in _rows(pool, s)]


def _frozen(contest, pool):
    names = [f"g{pool}{number}" for number in range(1, 9)]
    say(f"group: {len(names)} running containers on {pool}")

    def start(name):
        return lambda raw: raw.change("POST", "/1.0/instances", {
            "name": name, "type": "container", "source": {"type": "image", "alias": "bb"}, "start": True,
            "devices": {"root": {"type": "disk", "path": "/", "pool": pool}}})

    def remove(name):
        def task(raw):
            raw.change("PUT", f"/1.0/instances/{name}/state", {"action": "stop", "force": True})
            raw.change("DELETE", f"/1.0/instances/{name}")
        return task
    side_by_side(contest.socket, [start(n) for n in names], 2)
    frozen, slowest, freezes = [], [], []
    for _ in range(contest.rounds):
        events = Events(contest.socket)
        events.start()
        contest.run(contest.binary, "group", "create", SNAPSHOT, *names, "--quiet")
        time.sleep(0.5)
        events.close()
        shown = subprocess.run([contest.binary, "group", "show", SNAPSHOT, "--out", "json"], env=contest.environment,
                               capture_output=True, text=True, check=True).stdout
        contest.run(contest.binary, "group", "delete", SNAPSHOT, "--yes", "--quiet")
        frozen.append(json.loads(shown)["frozen_ms"] / 1000)
        slowest.append(max(events.seconds("Snapshotting instance")))
        freezes.append(max(events.seconds("Freezing instance")))
    side_by_side(contest.socket, [remove(n) for n in names], 4)
    ratio = statistics.median(f / s for f, s in zip(frozen, slowest))
    return {"frozen": told(frozen), "slowest_snapshot": told(slowest), "slowest_freeze": told(freezes),
            "ratio": round(ratio, 3)}


def _rows(pool, seen):
    freeze = seen["slowest_freeze"]["median_s"]
    yield row("group", f"frozen : slowest of its snapshots, {pool}", seen["ratio"], "times", at_most=1.30,
              note=f"The slowest freeze took {freeze * 1000:.0f} ms as the server tells it.")
    yield row("group", f"frozen, {pool}", seen["frozen"]["median_s"] * 1000, "ms")
    yield row("group", f"the slowest of its snapshots, {pool}", seen["slowest_snapshot"]["median_s"] * 1000, "ms")
