"""Snapshots of stopped instances: brine apply, raw requests, a loop of incus, and the formula's way as measured."""

import time

from contest import SNAPSHOT, ZERO, best_of, interleaved, kinds, say, told
from rawincus import side_by_side
from rows import row

# salt-call --local with the public formula, one container, dir pool, two cores: it polls with a sleep of a second.
FORMULA_SECONDS = 1.02
VOLUMES = "/1.0/storage-pools/btr/volumes/container"


def measure(contest):
    seen = _contest(contest, None)
    return seen, list(_rows(contest, "create", seen))


def measure_described(contest):
    seen = _contest(contest, "made by the bench")
    return seen, list(_rows(contest, "describe", seen))


def _contest(contest, description):
    parallel = [2, 4, 8] if contest.quick else [1, 2, 4, 8, 16]
    say(f"create: {contest.count} snapshots on {contest.count} stopped instances, btrfs"
        + (", described" if description else "")
        + f"; raw requests by {parallel}, brine apply, a loop of incus; {contest.rounds} rounds")
    pairs = [(name, SNAPSHOT) for name in contest.names]
    file = contest.declare(contest.path("bench.sls"), pairs, description)

    def one(name):
        def task(raw):
            raw.change("POST", f"/1.0/instances/{name}/snapshots",
                       {"name": SNAPSHOT, "stateful": False, "expires_at": ZERO})
            if description:
                raw.change("PATCH", f"{VOLUMES}/{name}/snapshots/{SNAPSHOT}", {"description": description})
        return task

    def cleared(measured):
        def whole():
            seconds = measured()
            say(f"  {seconds:7.2f} s")
            contest.clear()
            return seconds
        return whole

    def loop():
        begun = time.perf_counter()
        for name in contest.names:
            contest.run("incus", "snapshot", "create", name, SNAPSHOT)
        return time.perf_counter() - begun

    note = ("create", description)
    contestants = {f"raw_{p}": cleared(lambda p=p: side_by_side(contest.socket, [one(n) for n in contest.names], p))
                   for p in parallel}
    contestants["brine"] = cleared(lambda: contest.run(contest.binary, "apply", file, "--quiet", note=note))
    if not description:
        contestants["incus_loop"] = cleared(loop)
    cleared(contestants["raw_4"])()  # the first of all finds a cold server
    seen = {name: told(s) for name, s in interleaved(contest.rounds, **contestants).items()}
    seen["brine_processor_s"] = contest.processor_median(note)
    seen["requests"] = kinds(contest.requests("apply", file))
    contest.clear()
    return seen


def _rows(contest, part, seen):
    brine = seen["brine"]["median_s"]
    best = best_of(seen)
    yield row(part, f"brine : best raw requests ({best[4:]} at once)", brine / seen[best]["median_s"], "times",
              at_most=1.10,
              note="Medians. Raw: prepared bytes over kept connections, nothing read before, nothing checked after. "
                   f"Processor time of `brine apply`: {seen['brine_processor_s']:.2f} s; its runs took "
                   f"{min(seen['brine']['runs_s']):.2f} to {max(seen['brine']['runs_s']):.2f} s.")
    if "incus_loop" in seen:
        yield row(part, "loop of `incus snapshot create` : brine", seen["incus_loop"]["median_s"] / brine, "times",
                  at_least=1.40)
        yield row(part, "the formula's way : brine", FORMULA_SECONDS * contest.count / brine, "times", at_least=25,
                  note=f"The formula's {FORMULA_SECONDS} s a snapshot were measured elsewhere (`salt-call --local`, "
                       "one container, dir pool), not in this run: it waits whole seconds for each. *Under Salt*"
                       " measures it here, if it is told where the formula is.")
    yield row(part, f"{contest.count} snapshots, brine apply", brine, "s")
    for name in (n for n in seen if n.startswith("raw_")):
        yield row(part, f"{contest.count} snapshots, raw requests by {name[4:]}", seen[name]["median_s"], "s")
    if "incus_loop" in seen:
        yield row(part, f"{contest.count} snapshots, loop of incus", seen["incus_loop"]["median_s"], "s")
    yield row(part, f"requests of brine apply, {contest.count} snapshots", seen["requests"]["total"], "requests")
