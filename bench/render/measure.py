"""Renders and reads files of 500, 5,000 and 50,000 lines with Brine and with the originals, in turns. Called by run.sh."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import make

binary, work, rounds, out = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
here = os.path.dirname(os.path.abspath(__file__))
SIZES = [500, 5_000, 50_000]


def brine(folder, target):
    command = [binary, "render", "--state-root", folder, os.path.join(folder, "fleet/init.sls"), "--out", "json"]
    start = time.perf_counter()
    with open(target, "w", encoding="utf-8") as output:
        subprocess.run(command, stdout=output, check=True)
    return time.perf_counter() - start


def original(folder, target=""):
    command = ["/usr/bin/python3", "-B", os.path.join(here, "original.py"), folder, "fleet/init.sls"]
    return json.loads(subprocess.run(command + ([target] if target else []), stdout=subprocess.PIPE, check=True).stdout)


results = {}
for size in SIZES:
    folder = os.path.join(work, str(size))
    lines = make.main(size, folder)
    ours, theirs = os.path.join(folder, "brine.json"), os.path.join(folder, "original.json")
    brine(folder, ours)
    told = original(folder, theirs)
    same = json.loads(pathlib.Path(ours).read_text()) == json.loads(pathlib.Path(theirs).read_text())
    times = {"brine": [], "original": [], "jinja": []}
    for _ in range(rounds if size < 50_000 else max(3, rounds // 2)):
        times["brine"].append(brine(folder, ours))
        answer = original(folder)
        times["original"].append(answer["seconds"])
        times["jinja"].append(answer["jinja"])
    medians = {name: statistics.median(values) for name, values in times.items()}
    results[size] = {"lines": lines, "rendered": told["lines"], "states": told["states"], "same": same, **medians,
                     "ratio": medians["original"] / medians["brine"]}

print(f"{'lines':>7} {'states':>7} {'brine':>10} {'originals':>10} {'of it Jinja2':>13} {'originals : brine':>18}  same data")
for size, r in results.items():
    print(f"{r['lines']:>7} {r['states']:>7} {r['brine'] * 1e3:>7.0f} ms {r['original'] * 1e3:>7.0f} ms {r['jinja'] * 1e3:>10.0f} ms "
          f"{r['ratio']:>18.2f}  {'yes' if r['same'] else 'NO'}")
growth = [results[b]["brine"] / results[a]["brine"] / (results[b]["lines"] / results[a]["lines"]) for a, b in zip(SIZES, SIZES[1:])]
print("brine, ten times the lines: " + ", ".join(f"{g:.2f} times the time a line" for g in growth))
pathlib.Path(out).write_text(json.dumps(results, indent=1) + "\n")
sys.exit(0 if all(r["same"] for r in results.values()) else 1)
