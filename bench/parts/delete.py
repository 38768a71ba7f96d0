"""A policy that leaves the newest of eleven, beside the same deletions by raw requests."""

import statistics

from contest import ZERO, best_of, create_instances, interleaved, say, told
from rawincus import side_by_side
from rows import row

DELETERS = [4, 8]  # two cores are busy with either; more only queue
OLD = [f"d{number:02}" for number in range(10)]


def measure(contest):
    few, rounds = (10, contest.rounds) if contest.quick else (30, max(contest.rounds, 5))
    seen = {"the real server": _deletions(contest, contest.socket, contest.names[:few], rounds)}
    with contest.sandbox() as path:
        names = [f"b{i:04}" for i in range(1, 1001)]
        with_disk = [lambda raw, n=n: raw.change("POST", "/1.0/instances", {
            "name": n, "type": "container", "source": {"type": "none"}, "profiles": ["default"]}) for n in names]
        side_by_side(path, with_disk, 4)
        seen["the sandbox"] = _deletions(contest, path, names, min(contest.rounds, 3))
    contest.clear()
    return seen, [told_row for where, s in seen.items() for told_row in _rows(where, s)]


def _deletions(contest, path, names, rounds):
    say(f"delete: {len(names) * len(OLD)} snapshots of {len(names)} instances"
        f"; raw requests by {DELETERS}, brine apply; {rounds} rounds")
    file = contest.path("retain.sls")
    with open(file, "w", encoding="utf-8") as out:
        out.write("keep:\n  incus.instance_snapshots_retained:\n"
                  "    - instances: 'b*'\n    - pattern: d*\n    - last: 1\n")

    def create(name):
        def task(raw):
            for snapshot in [*OLD, "d99"]:
                raw.change("POST", f"/1.0/instances/{name}/snapshots", {"name": snapshot, "expires_at": ZERO})
        return task

    def refilled(measured):
        def whole():
            side_by_side(path, [lambda raw, n=n: [raw.change("DELETE", url) for url in
                         raw.ask("GET", f"/1.0/instances/{n}/snapshots")["metadata"]] for n in names], 4)
            side_by_side(path, [create(n) for n in names], 4)
            seconds = measured()
            say(f"  {seconds:7.2f} s")
            return seconds
        return whole

    gone = [(name, snapshot) for snapshot in OLD for name in names]

    def facts(raw):
        # Whoever decides must read this first: what there is, and the descriptions, where a pin would stand.
        raw.receive("GET", "/1.0/instances?recursion=2")
        for pool in raw.ask("GET", "/1.0/storage-pools")["metadata"]:
            raw.receive("GET", f"{pool}/volumes/container?recursion=1")

    def raw_requests(parallelism):
        return side_by_side(path, [facts], 1) + side_by_side(path, [
            lambda raw, n=n, s=s: raw.change("DELETE", f"/1.0/instances/{n}/snapshots/{s}")
            for n, s in gone], parallelism)
    contestants = {f"raw_{p}": refilled(lambda p=p: raw_requests(p)) for p in DELETERS}
    contestants["brine"] = refilled(lambda: contest.run(contest.binary, "apply", file, "--quiet", "--socket", path))
    seconds = interleaved(rounds, **contestants)
    seen = {name: told(s) for name, s in seconds.items()}
    best = best_of(seen)
    # Round by round: a disk that grows slower with each round must not be taken for a contestant's doing.
    ratio = statistics.median(b / r for b, r in zip(seconds["brine"], seconds[best]))
    return {**seen, "count": len(gone), "brine_to_raw_best": round(ratio, 3)}


def _rows(where, seen):
    best = best_of(seen)
    yield row("delete", f"{seen['count']} deletions on {where}, brine : best raw requests ({best[4:]} at once)",
              seen["brine_to_raw_best"], "times", at_most=1.15, note="The median of the rounds' own ratios.")
    for name in (n for n in seen if n.startswith("raw_")):
        yield row("delete", f"{seen['count']} deletions on {where}, raw requests by {name[4:]}",
                  seen[name]["median_s"], "s")
    yield row("delete", f"{seen['count']} deletions on {where}, brine apply", seen["brine"]["median_s"], "s")
