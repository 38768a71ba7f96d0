"""A highstate of snapshot states through the Salt modules, two of each instance, beside one second a state."""

import contextlib
import os
import shutil
import sys
import tempfile
import time

from contest import say, told
from rows import row

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "salt", "tests"))

from minion import Minion  # noqa: E402
from saltcall import SaltCall  # noqa: E402

FORMULA = "BRINE_BENCH_FORMULA"
FORMULA_STATES = 20  # a second each


def measure(contest):
    chunks = [_chunk(number, contest.names[number % contest.count]) for number in range(2 * contest.count)]
    seen = {"states": len(chunks),
            "aggregated": _highstates(contest, chunks, lambda incus: _minion(incus, ["incus"])),
            "one by one": _highstates(contest, chunks, lambda incus: _minion(incus, []))}
    if program := shutil.which("salt-call"):
        seen["salt-call, aggregated"] = _highstates(contest, chunks, lambda incus: SaltCall(program, incus))
        seen["salt-call, one by one"] = _highstates(contest, chunks, lambda incus: SaltCall(program, incus, aggregate=[]))
        if formula := os.environ.get(FORMULA):
            seen["formula"] = _highstates(contest, chunks[:FORMULA_STATES],
                                          lambda incus: SaltCall(program, incus, aggregate=[], modules=formula), rounds=1)
    return seen, list(_rows(seen, len(chunks)))


def _chunk(number, instance):
    return {"state": "incus", "fun": "instance_snapshot_present", "__id__": f"s{number}", "name": f"s{number}",
            "instance": instance, "order": number, "__sls__": "bench", "__env__": "base"}


def _minion(incus, aggregate):
    return Minion({"incus": incus}, {"state_aggregate": aggregate})


def _highstates(contest, chunks, start, rounds=3):
    """Seconds of a highstate that creates each snapshot, and of the next, in which each is there."""
    created, held = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=contest.work) as state_dir:
            incus = {"brine_path": contest.binary, "state_dir": state_dir,
                     "connection": {"type": "unix", "socket": contest.socket}}
            with contextlib.closing(start(incus)) as minion:
                for seconds, changes in ((created, True), (held, False)):
                    begun = time.perf_counter()
                    answers = minion.highstate(chunks)
                    seconds.append(time.perf_counter() - begun)
                    wrong = [a for a in answers if a["result"] is not True or bool(a["changes"]) != changes]
                    if wrong or len(answers) != len(chunks):
                        raise RuntimeError(f"{len(answers)} of {len(chunks)} states answered, of them wrong: {wrong[:1]}")
        say(f"  {created[-1]:7.2f} s, and {held[-1]:.2f} s when all held")
        contest.clear()
    return {"created": told(created), "held": told(held)}


def _rows(seen, states):
    said = {"aggregated": "by a loader like Salt's, side by side (`state_aggregate: [incus]`)",
            "one by one": "by a loader like Salt's, one by one",
            "salt-call, aggregated": "by a real salt-call, side by side",
            "salt-call, one by one": "by a real salt-call, one by one"}
    for name, how in ((name, how) for name, how in said.items() if name in seen):
        created, held = seen[name]["created"]["median_s"], seen[name]["held"]["median_s"]
        yield row("salt", f"one second a state : a highstate of {states} snapshots {how}", states / created, "times",
                  at_least=20 if name == "aggregated" else None,
                  note=f"{created:.2f} s; {held:.2f} s when all are there already.")
    if "formula" in seen:
        created, held = seen["formula"]["created"]["median_s"], seen["formula"]["held"]["median_s"]
        each = (created - held) / FORMULA_STATES
        ours = seen["salt-call, aggregated"]
        yield row("salt", "a snapshot by the public formula, by the same salt-call", each, "s",
                  note=f"{FORMULA_STATES} states took {created:.2f} s, and {held:.2f} s when all were there.")
        yield row("salt", "the formula : Brine's modules, a snapshot by the same salt-call",
                  each / ((ours["created"]["median_s"] - ours["held"]["median_s"]) / states), "times")
