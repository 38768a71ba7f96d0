"""Measures Brine beside `incus`, raw requests, Salt and Python's originals, in one go. Called by run.sh."""

import argparse
import json
import os
import platform
import subprocess
import time
import traceback

from contest import Contest, say
from parts import create, delete, group, memory, outside, plan, salt, start
from rows import PARTS, SCHEMA

# In this order: what fills the server for good comes last.
MEASURED = {"start": start.measure, "memory": memory.measure, "create": create.measure,
            "describe": create.measure_described, "salt": salt.measure, "render": outside.measure_render,
            "retention": outside.measure_retention, "group": group.measure, "delete": delete.measure,
            "plan": plan.measure}
assert set(MEASURED) == set(PARTS), "a part that is measured has a place in the table, and the other way round"


def main():
    options = _options()
    contest = Contest(options.binary, options.socket, options.work, options.quick, options.rounds)
    results = {
        "schema": SCHEMA, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "commit": options.commit,
        "quick": options.quick, "parts": [], "instances": contest.count, "machine": machine(),
        "brine": version_of(contest, options.binary), "server": version_of(contest, "incus"),
        "load_before": os.getloadavg(), "rows": [], "failed": {}, "seen": {},
    }
    say(f"preparing {contest.count} empty instances")
    contest.prepare()
    for part in (p for p in MEASURED if p in options.only):
        begun = time.perf_counter()
        try:
            results["seen"][part], told = MEASURED[part](contest)
            results["rows"] += told
        except Exception as error:  # the other parts are still worth their while; the report tells it, and fails
            traceback.print_exc()
            results["failed"][part] = f"{type(error).__name__}: {error}"
        say(f"{part}: {time.perf_counter() - begun:.0f} s in all")
        results["parts"].append(part)
        results["load_after"] = os.getloadavg()
        # After each part: a run that is broken off has said something.
        with open(options.out, "w", encoding="utf-8") as out:
            json.dump(results, out, indent=1)
            out.write("\n")


def _options():
    parser = argparse.ArgumentParser()
    for name in ("binary", "socket", "work", "out", "commit"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(MEASURED))
    options = parser.parse_args()
    if unknown := [part for part in options.only if part not in MEASURED]:
        parser.error(f"--only: no part {', '.join(unknown)}; there are {', '.join(MEASURED)}")
    return options


def machine():
    """What the figures depend on, without the machine's name."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory_kib = int(file.readline().split()[1])
    return {"processor": models[0] if models else platform.machine(), "cores": os.cpu_count(),
            "memory_gib": round(memory_kib / (1 << 20), 1), "kernel": platform.release().split("-")[0],
            "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())}


def version_of(contest, program):
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, env=contest.environment)
    return told.stdout.strip()


if __name__ == "__main__":
    main()
