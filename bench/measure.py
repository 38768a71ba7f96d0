"""Measures Brine beside `incus` and beside raw requests, interleaved in one run. Called by run.sh."""

import argparse
import collections
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time

from rawincus import Counter, Events, Raw, side_by_side

ZERO = "0001-01-01T00:00:00Z"
SNAPSHOT = "bench"
parser = argparse.ArgumentParser()
for name in ("binary", "socket", "work", "out", "commit"):
    parser.add_argument("--" + name, required=True)
parser.add_argument("--quick", action="store_true")
parser.add_argument("--rounds", type=int, default=0)
parser.add_argument("--only", default="start,create,describe,delete,plan,memory,group")
options = parser.parse_args()
parts = options.only.split(",")

COUNT = 30 if options.quick else 100
PARALLEL = [2, 4, 8] if options.quick else [1, 2, 4, 8, 16]
DELETERS = [4, 8]  # two cores are busy with either; more only queue
ROUNDS = options.rounds or (3 if options.quick else 5)
NAMES = [f"b{i:03}" for i in range(1, COUNT + 1)]
environment = dict(os.environ, INCUS_SOCKET=options.socket, XDG_STATE_HOME=options.work, NO_COLOR="1")


def say(text):
    print(text, file=sys.stderr, flush=True)


processor = collections.defaultdict(list)


def run(*command, expect=0, note=None):
    """Seconds of a whole process; the processor time of it is kept under the note."""
    actions = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, environment, file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != expect:
        raise RuntimeError(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}, expected {expect}")
    processor[note].append(used.ru_utime + used.ru_stime)
    return seconds


def peak_kib(*command, expect=0):
    # GNU time, for it is small: a process counts the memory of the one that it was made from as its own.
    log = os.path.join(options.work, "time")
    code = subprocess.run(["/usr/bin/time", "-q", "-f", "%M", "-o", log, *command], env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode
    if code != expect:
        raise RuntimeError(f"{' '.join(command)}: exit {code}, expected {expect}")
    with open(log, encoding="ascii") as file:
        return int(file.read())


def interleaved(rounds, **contestants):
    """Each contestant once a round, each round beginning with another; the seconds of each."""
    names = list(contestants)
    seconds = {name: [] for name in names}
    for number in range(rounds):
        for name in names[number % len(names):] + names[:number % len(names)]:
            seconds[name].append(contestants[name]())
    return seconds


def told(seconds):
    return {"median_s": round(statistics.median(seconds), 4), "runs_s": [round(s, 4) for s in seconds]}


def prepare():
    root = {"root": {"type": "disk", "path": "/", "pool": "btr"}}
    connection = Raw(options.socket)
    there = {url.rsplit("/", 1)[1] for url in connection.ask("GET", "/1.0/instances")["metadata"]}
    connection.close()

    def create(name):
        return lambda raw: raw.change("POST", "/1.0/instances", {
            "name": name, "type": "container", "source": {"type": "none"}, "profiles": ["default"], "devices": root})
    side_by_side(options.socket, [create(n) for n in [*NAMES, "c1"] if n not in there], 4)
    clear([*NAMES, "c1"])
    with Raw_() as raw:
        for number in range(5):
            raw.change("POST", "/1.0/instances/c1/snapshots", {"name": f"s{number}", "expires_at": ZERO})


class Raw_:
    def __enter__(self):
        self.raw = Raw(options.socket)
        return self.raw

    def __exit__(self, *_):
        self.raw.close()


def clear(names=None):
    def delete(name):
        def task(raw):
            for url in raw.ask("GET", f"/1.0/instances/{name}/snapshots")["metadata"]:
                raw.change("DELETE", url)
        return task
    side_by_side(options.socket, [delete(n) for n in names or NAMES], 4)


def declare(path, description=None):
    with open(path, "w", encoding="utf-8") as file:
        for name in NAMES:
            file.write(f"{name}:\n  incus.instance_snapshot_present:\n    - instance: {name}\n    - name: {SNAPSHOT}\n")
            if description:
                file.write(f"    - description: {description}\n")
    return path


def start():
    say("start: brine --version, incus --version, brine list c1, incus snapshot list c1")
    rounds = 21 if options.quick else 51
    seconds = interleaved(
        rounds,
        nothing=lambda: run("/bin/true", note="nothing"),
        brine_version=lambda: run(options.binary, "--version", note="brine_version"),
        incus_version=lambda: run("incus", "--version", note="incus_version"),
        brine_list=lambda: run(options.binary, "list", "c1", note="brine_list"),
        incus_list=lambda: run("incus", "snapshot", "list", "c1", note="incus_list"))
    result = {name: {"median_s": round(statistics.median(s), 5), "min_s": round(min(s), 5),
                     "processor_median_s": round(statistics.median(processor[name]), 5)} for name, s in seconds.items()}
    result["binary_bytes"] = os.path.getsize(options.binary)
    result["brine_version_peak_kib"] = peak_kib(options.binary, "--version")
    result["incus_version_peak_kib"] = peak_kib("incus", "--version")
    result["brine_list_peak_kib"] = peak_kib(options.binary, "list", "c1")
    result["incus_list_peak_kib"] = peak_kib("incus", "snapshot", "list", "c1")
    return result


def create(description=None):
    say(f"create: {COUNT} snapshots on {COUNT} stopped instances, btrfs" + (", described" if description else "")
        + f"; raw requests by {PARALLEL}, brine apply, a loop of incus; {ROUNDS} rounds")
    file = declare(os.path.join(options.work, "bench.sls"), description)
    volume = "/1.0/storage-pools/btr/volumes/container"

    def one(name):
        def task(raw):
            raw.change("POST", f"/1.0/instances/{name}/snapshots",
                       {"name": SNAPSHOT, "stateful": False, "expires_at": ZERO})
            if description:
                raw.change("PATCH", f"{volume}/{name}/snapshots/{SNAPSHOT}", {"description": description})
        return task

    def cleared(measured):
        def whole():
            seconds = measured()
            say(f"  {seconds:7.2f} s")
            clear()
            return seconds
        return whole

    def loop():
        begun = time.perf_counter()
        for name in NAMES:
            run("incus", "snapshot", "create", name, SNAPSHOT)
        return time.perf_counter() - begun

    contestants = {f"raw_{p}": cleared(lambda p=p: side_by_side(options.socket, [one(n) for n in NAMES], p))
                   for p in PARALLEL}
    contestants["brine"] = cleared(lambda: run(options.binary, "apply", file, "--quiet", note=("create", description)))
    if not description:
        contestants["incus_loop"] = cleared(loop)
    cleared(contestants["raw_4"])()  # the first of all finds a cold server
    seconds = interleaved(ROUNDS, **contestants)
    result = {name: told(s) for name, s in seconds.items()}
    best = min((n for n in result if n.startswith("raw_")), key=lambda n: result[n]["median_s"])
    result["raw_best"] = best
    result["brine_processor_s"] = round(statistics.median(processor[("create", description)]), 4)
    result["brine_to_raw_best"] = round(result["brine"]["median_s"] / result[best]["median_s"], 3)
    if not description:
        result["loop_to_brine"] = round(result["incus_loop"]["median_s"] / result["brine"]["median_s"], 3)
    result["requests"] = counted("apply", file, expect=0)
    return result


def delete():
    """A policy that leaves the newest of ten or eleven, beside the same deletions by raw requests."""
    result = {"real": deletions(options.socket, NAMES[:30], max(ROUNDS, 5))}
    path = os.path.join(options.work, "sandbox.socket")
    sandbox = subprocess.Popen([options.binary, "sandbox", "--socket", path], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not os.path.exists(path):
            time.sleep(0.05)
        names = [f"b{i:04}" for i in range(1, 1001)]
        side_by_side(path, [lambda raw, n=n: raw.change("POST", "/1.0/instances", {
            "name": n, "type": "container", "source": {"type": "none"}, "profiles": ["default"]}) for n in names], 4)
        result["sandbox"] = deletions(path, names, 3)
    finally:
        sandbox.terminate()
        sandbox.wait()
    return result


def deletions(path, names, rounds):
    old = [f"d{number:02}" for number in range(10)]
    say(f"delete: {len(names) * len(old)} snapshots of {len(names)} instances"
        f"; raw requests by {DELETERS}, brine apply; {rounds} rounds")
    file = os.path.join(options.work, "retain.sls")
    with open(file, "w", encoding="utf-8") as out:
        out.write("keep:\n  incus.instance_snapshots_retained:\n    - instances: 'b*'\n    - pattern: d*\n    - last: 1\n")

    def create(name):
        def task(raw):
            for snapshot in [*old, "d99"]:
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

    gone = [(name, snapshot) for snapshot in old for name in names]

    def facts(raw):
        # Whoever decides must read this first: what there is, and the descriptions, where a pin would stand.
        raw.ask("GET", "/1.0/instances?recursion=2")
        for pool in raw.ask("GET", "/1.0/storage-pools")["metadata"]:
            raw.ask("GET", f"{pool}/volumes/container?recursion=1")

    def raw_(parallelism):
        seconds = side_by_side(path, [facts], 1)
        return seconds + side_by_side(path, [
            lambda raw, n=n, s=s: raw.change("DELETE", f"/1.0/instances/{n}/snapshots/{s}") for n, s in gone], parallelism)
    contestants = {f"raw_{p}": refilled(lambda p=p: raw_(p)) for p in DELETERS}
    contestants["brine"] = refilled(lambda: run(options.binary, "apply", file, "--quiet", "--socket", path, note="delete"))
    seconds = interleaved(rounds, **contestants)
    result = {name: told(s) for name, s in seconds.items()}
    best = min((n for n in result if n.startswith("raw_")), key=lambda n: result[n]["median_s"])
    result["raw_best"] = best
    result["count"] = len(gone)
    # Round by round: a disk that grows slower with each round must not be taken for a contestant's doing.
    result["brine_to_raw_best"] = round(statistics.median(b / r for b, r in zip(seconds["brine"], seconds[best])), 3)
    return result


def plan():
    say(f"plan: nothing to do on {COUNT} instances")
    file = declare(os.path.join(options.work, "bench.sls"))
    run(options.binary, "apply", file, "--quiet")

    def cheapest(raw):
        raw.ask("GET", "/1.0/instances?recursion=2")
        raw.ask("GET", "/1.0/storage-pools/btr/volumes/container?recursion=1")
    seconds = interleaved(
        5 if options.quick else 9,
        brine_plan=lambda: run(options.binary, "plan", file, "--quiet"),
        raw_two_lists=lambda: side_by_side(options.socket, [cheapest], 1))
    return {**{name: told(s) for name, s in seconds.items()}, "requests": counted("plan", file, expect=0)}


def memory():
    say("memory: a small apply")
    file = os.path.join(options.work, "small.sls")
    with open(file, "w", encoding="utf-8") as out:
        out.write(f"one:\n  incus.instance_snapshot_present:\n    - instance: {NAMES[0]}\n    - name: small\n")
    peaks = []
    for _ in range(3):
        clear([NAMES[0]])
        peaks.append(peak_kib(options.binary, "apply", file))
    return {"small_apply_peak_kib": max(peaks)}


def group():
    """How long a set of 8 running containers is frozen, beside the slowest of its own snapshots."""
    result = {}
    for pool in ("btr", "dirp"):
        names = [f"g{pool}{number}" for number in range(1, 9)]
        say(f"group: {len(names)} running containers on {pool}")

        def start(name):
            def task(raw):
                raw.change("POST", "/1.0/instances", {
                    "name": name, "type": "container", "source": {"type": "image", "alias": "bb"}, "start": True,
                    "devices": {"root": {"type": "disk", "path": "/", "pool": pool}}})
            return task

        def remove(name):
            def task(raw):
                raw.change("PUT", f"/1.0/instances/{name}/state", {"action": "stop", "force": True})
                raw.change("DELETE", f"/1.0/instances/{name}")
            return task
        side_by_side(options.socket, [start(n) for n in names], 2)
        frozen, slowest, freezes, ratios = [], [], [], []
        for _ in range(ROUNDS):
            events = Events(options.socket)
            events.start()
            run(options.binary, "group", "create", SNAPSHOT, *names, "--quiet")
            time.sleep(0.5)
            events.close()
            shown = subprocess.run([options.binary, "group", "show", SNAPSHOT, "--out", "json"], env=environment,
                                   capture_output=True, text=True, check=True).stdout
            run(options.binary, "group", "delete", SNAPSHOT, "--yes", "--quiet")
            frozen.append(json.loads(shown)["frozen_ms"] / 1000)
            slowest.append(max(events.seconds("Snapshotting instance")))
            freezes.append(max(events.seconds("Freezing instance")))
            ratios.append(frozen[-1] / slowest[-1])
        side_by_side(options.socket, [remove(n) for n in names], 4)
        result[pool] = {"frozen": told(frozen), "slowest_snapshot": told(slowest),
                        "slowest_freeze": told(freezes), "ratio": round(statistics.median(ratios), 3)}
    return result


def counted(command, file, expect):
    """What was asked for, by kind, names and ids left out: seen by a socket in between, in a run that is not timed."""
    path = os.path.join(options.work, "counted.socket")
    if os.path.exists(path):
        os.unlink(path)
    counter = Counter(path, options.socket)
    counter.start()
    run(options.binary, command, file, "--quiet", "--socket", path, expect=expect)
    if command == "apply":
        clear()
    kinds = collections.Counter(
        re.sub(r"[0-9a-f-]{36}", "ID", re.sub(r"/b\d{3}\b", "/I", line)) for line in counter.lines)
    return {"total": sum(kinds.values()), "kinds": dict(kinds.most_common())}


def rows(results):
    """What is printed: a line, its value, what it must be, and whether it is."""
    def ms(value):
        return f"{value * 1000:.1f} ms"

    def row(text, value, must="", holds=None):
        return text, value, must, "" if holds is None else "met" if holds else "MISSED"
    if s := results.get("start"):
        version, listed, theirs = (s[k]["median_s"] for k in ("brine_version", "brine_list", "incus_list"))
        for key, text, must, holds in (
                ("brine_version", "brine --version", "<= 10 ms", version <= 0.010),
                ("nothing", "  of it, starting any process (/bin/true)", "", None),
                ("incus_version", "incus --version", "", None),
                ("brine_list", "brine list c1", "<= 10 ms, < incus", listed <= 0.010 and listed < theirs),
                ("incus_list", "incus snapshot list c1", "", None)):
            yield row(text, ms(s[key]["median_s"]), must, holds)
            yield row("    fastest, and processor time (median)",
                      f"{ms(s[key]['min_s'])}, {ms(s[key]['processor_median_s'])}")
        yield row("brine --version, peak memory", f"{s['brine_version_peak_kib'] / 1024:.1f} MiB")
        yield row("brine list c1, peak memory", f"{s['brine_list_peak_kib'] / 1024:.1f} MiB")
        yield row("incus snapshot list c1, peak memory", f"{s['incus_list_peak_kib'] / 1024:.1f} MiB")
        yield row("size of the binary", f"{s['binary_bytes'] / (1 << 20):.1f} MiB")
    for key, text in (("create", "snapshots"), ("describe", "described snapshots")):
        if c := results.get(key):
            for name in [n for n in c if n.startswith("raw_") and n != "raw_best"]:
                yield row(f"{COUNT} {text}, raw requests by {name[4:]}", f"{c[name]['median_s']:.2f} s")
            yield row(f"{COUNT} {text}, brine apply", f"{c['brine']['median_s']:.2f} s")
            if "incus_loop" in c:
                yield row(f"{COUNT} {text}, loop of incus", f"{c['incus_loop']['median_s']:.2f} s")
            ratio = c["brine_to_raw_best"]
            yield row(f"  brine : best raw ({c['raw_best'][4:]} at once)", f"{ratio:.2f}", "<= 1.10", ratio <= 1.10)
            if "loop_to_brine" in c:
                yield row("  loop of incus : brine", f"{c['loop_to_brine']:.2f}", ">= 1.40", c["loop_to_brine"] >= 1.40)
            yield row("  processor time of brine apply", ms(c["brine_processor_s"]))
            yield row("  requests of brine apply", str(c["requests"]["total"]))
    for where, d in results.get("delete", {}).items():
        for name in [n for n in d if n.startswith("raw_") and n != "raw_best"]:
            yield row(f"{d['count']} deletions, {where}, raw requests by {name[4:]}", f"{d[name]['median_s']:.2f} s")
        yield row(f"{d['count']} deletions, {where}, brine apply", f"{d['brine']['median_s']:.2f} s")
        ratio = d["brine_to_raw_best"]
        yield row(f"  brine : best raw ({d['raw_best'][4:]} at once)", f"{ratio:.2f}", "<= 1.15", ratio <= 1.15)
    if p := results.get("plan"):
        yield row(f"plan, nothing to do on {COUNT} instances", ms(p["brine_plan"]["median_s"]))
        yield row("  the two raw lists that hold the same", ms(p["raw_two_lists"]["median_s"]))
        yield row("  requests of brine plan", str(p["requests"]["total"]))
    for pool, g in results.get("group", {}).items():
        yield row(f"a set of 8 running containers, {pool}: frozen", ms(g["frozen"]["median_s"]))
        yield row("  the slowest of its freezes, as the server tells it", ms(g["slowest_freeze"]["median_s"]))
        yield row("  frozen : the slowest of its snapshots", f"{g['ratio']:.2f}", "<= 1.30", g["ratio"] <= 1.30)
    if m := results.get("memory"):
        peak = m["small_apply_peak_kib"] / 1024
        yield row("peak memory of a small apply", f"{peak:.1f} MiB", "<= 40 MiB", peak <= 40)


def version_of(program):
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, env=environment)
    return told.stdout.strip()


say(f"preparing {COUNT} empty instances")
prepare()
results = {
    "bench": 1, "commit": options.commit, "quick": options.quick, "instances": COUNT, "machine": platform.platform(),
    "cores": os.cpu_count(), "load_before": os.getloadavg(),
    "incus": version_of("incus"), "brine": version_of(options.binary),
    "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
}
for part, measured in (("start", start), ("create", create), ("describe", lambda: create("made by the bench")),
                       ("delete", delete), ("plan", plan), ("memory", memory), ("group", group)):
    if part in parts:
        results[part] = measured()
clear()
results["load_after"] = os.getloadavg()
with open(options.out, "w", encoding="utf-8") as out:
    json.dump(results, out, indent=2)
    out.write("\n")

print(f"{results['brine']} beside incus {results['incus']}, {results['cores']} cores, "
      f"load {results['load_before'][0]:.1f} before and {results['load_after'][0]:.1f} after")
for text, value, must, holds in rows(results):
    print(f"{text:<48} {value:>18}  {must:<17} {holds}".rstrip())
print(f"all of it: {options.out}")
