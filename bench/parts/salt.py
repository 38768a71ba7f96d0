"""A highstate of snapshot states through the Salt modules, two of each instance, beside one second a state."""

import contextlib
import os
import shutil
import sys
import tempfile
import time

from contest import ZERO, interleaved, say, told
from rawincus import side_by_side
from rows import row

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "salt", "tests"))

from minion import Minion  # noqa: E402
from saltcall import SaltCall  # noqa: E402

FORMULA = "BRINE_BENCH_FORMULA"
FORMULA_STATES = 20  # a second each


def measure(contest):
    chunks = [_chunk(number, contest.names[number % contest.count]) for number in range(2 * contest.count)]
    say(f"salt: a highstate of {len(chunks)} snapshots, by a loader like Salt's and by salt-call if there is one")
    starts = {"aggregated": lambda incus: _minion(incus, ["incus"]), "one by one": lambda incus: _minion(incus, [])}
    program, formula = shutil.which("salt-call"), os.environ.get(FORMULA)
    if program:
        starts["salt-call, aggregated"] = lambda incus: SaltCall(program, incus)
        starts["salt-call, one by one"] = lambda incus: SaltCall(program, incus, aggregate=[])
    seen = {"states": len(chunks)}
    if program and formula:  # first of all: if it is not there, that is told at once
        by_formula = {"formula": lambda incus: SaltCall(program, incus, aggregate=[], modules=formula)}
        seen["formula"] = _turns(contest, 1, chunks[:FORMULA_STATES], by_formula)["formula"]
    seen |= _turns(contest, min(contest.rounds, 3), chunks, starts)
    return seen, list(_rows(seen))


def _chunk(number, instance):
    return {"state": "incus", "fun": "instance_snapshot_present", "__id__": f"s{number}", "name": f"s{number}",
            "instance": instance, "order": number, "__sls__": "bench", "__env__": "base"}


def _minion(incus, aggregate):
    return Minion({"incus": incus}, {"state_aggregate": aggregate})


def _turns(contest, rounds, chunks, starts):
    """Seconds of a highstate that creates each snapshot, and of the next, which finds them; raw requests beside it."""
    held = {name: [] for name in starts}

    def highstate(minion, has_changes):
        begun = time.perf_counter()
        answers = minion.highstate(chunks)
        seconds = time.perf_counter() - begun
        wrong = [a for a in answers if a["result"] is not True or bool(a["changes"]) != has_changes]
        if wrong or len(answers) != len(chunks):
            raise RuntimeError(f"{len(answers)} of {len(chunks)} states answered, of them wrong: {wrong[:1]}")
        return seconds

    def turn(name):
        with tempfile.TemporaryDirectory(dir=contest.work) as state_dir:
            incus = {"brine_path": contest.binary, "state_dir": state_dir,
                     "connection": {"type": "unix", "socket": contest.socket}}
            with contextlib.closing(starts[name](incus)) as minion:
                seconds = highstate(minion, True)
                held[name].append(highstate(minion, False))
        say(f"  {seconds:7.2f} s, and {held[name][-1]:.2f} s when all held: {name}")
        contest.clear()
        return seconds

    def raw():
        seconds = side_by_side(contest.socket, [
            lambda raw, c=c: raw.change("POST", f"/1.0/instances/{c['instance']}/snapshots",
                                        {"name": c["name"], "expires_at": ZERO}) for c in chunks], 4)
        say(f"  {seconds:7.2f} s: raw requests by 4")
        contest.clear()
        return seconds
    created = interleaved(rounds, raw_4=raw, **{name: lambda name=name: turn(name) for name in starts})
    return {"raw_4": told(created.pop("raw_4")),
            **{name: {"created": told(s), "held": told(held[name])} for name, s in created.items()}}


def _rows(seen):
    states = seen["states"]
    said = {"aggregated": "by a loader like Salt's, side by side (`state_aggregate: [incus]`)",
            "one by one": "by a loader like Salt's, one by one",
            "salt-call, aggregated": "by a real salt-call, side by side",
            "salt-call, one by one": "by a real salt-call, one by one"}
    for name, how in ((name, how) for name, how in said.items() if name in seen):
        created, held = seen[name]["created"]["median_s"], seen[name]["held"]["median_s"]
        yield row("salt", f"one second a state : a highstate of {states} snapshots {how}", states / created, "times",
                  at_least=20 if name == "aggregated" else None,
                  note=f"{created:.2f} s; {held:.2f} s when all are there already. The same snapshots by raw requests, "
                       f"4 at once, took {seen['raw_4']['median_s']:.2f} s in the same turns.")
    raw = seen["raw_4"]["median_s"]
    yield row("salt", f"that highstate, side by side : {states} raw requests, 4 at once",
              seen["aggregated"]["created"]["median_s"] / raw, "times", at_most=1.15)
    yield row("salt", f"one second a snapshot : {states} raw requests, 4 at once", states / raw, "times",
              note="What the server can do on this machine: no highstate can be above it.")
    if "formula" in seen:
        created, held = seen["formula"]["created"]["median_s"], seen["formula"]["held"]["median_s"]
        each = (created - held) / FORMULA_STATES
        ours = seen["salt-call, aggregated"]
        yield row("salt", "a snapshot by the public formula, by the same salt-call", each, "s",
                  note=f"{FORMULA_STATES} states took {created:.2f} s, and {held:.2f} s when all were there.")
        yield row("salt", "the formula : Brine's modules, a snapshot by the same salt-call",
                  each / ((ours["created"]["median_s"] - ours["held"]["median_s"]) / states), "times")
